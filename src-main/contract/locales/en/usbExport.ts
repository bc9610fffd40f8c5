import type { ExportPhase, Release } from '../../usbExport';

/** The words about USB sticks, in English. */
export const enUsbExport = {
  title: 'USB stick',
  looking: 'Looking for sticks…',
  putIn: 'Put a USB stick into the machine at the pen.',
  choose: 'Which stick?',
  room: (free: string, size: string) => `${free} free of ${size}`,
  waits: (goats: string, bytes: string) => `${goats} to copy, ${bytes}`,
  nothingWaits: 'No goat waits to be sent: there is nothing to copy.',
  allFit: 'All of them have room on this stick.',
  someFit: 'Not all of them have room: the oldest are copied, the others need another stick.',
  copy: 'Copy',
  copyAgain: 'Copy them again',
  onSticks: (goats: string) => `${goats} on sticks. They are also sent from here when the network is back.`,
  delivered: 'The sticks are delivered',
  askDelivered: 'Are all sticks where they were to go?',
  askDeliveredText:
    'Their goats are then sent no more from here, and their pictures go after some days. Say so only when the pictures have been read from the sticks.',
  phases: {
    preparing: 'Opening the stick…',
    copying: 'Copying…',
    checking: 'Checking what the stick holds…',
    finishing: 'Closing the stick…',
    done: 'Done',
    failed: 'Not done',
    cancelled: 'Cancelled',
  } satisfies Record<ExportPhase, string> as Record<ExportPhase, string>,
  goatsDone: (done: string, all: string) => `${done} of ${all} goats`,
  bytesDone: (done: string, all: string) => `${done} of ${all}`,
  timeLeft: (time: string) => `${time} left`,
  leaveIn: 'Leave the stick in. Goats can be photographed meanwhile.',
  cancelling: 'Closing the stick…',
  copied: (goats: string, stick: string) => `${goats} copied to ${stick}`,
  noneCopied: (stick: string) => `Nothing new was copied to ${stick}`,
  releases: {
    'powered-off': 'You can pull the stick out now.',
    closed: 'You can pull the stick out now.',
    written: 'All is written: you can pull the stick out, unless something else on this machine uses it.',
  } satisfies Record<Release, string> as Record<Release, string>,
  leftOut: (goats: string) => `${goats} not copied:`,
  next: 'Copy to a stick',
};
