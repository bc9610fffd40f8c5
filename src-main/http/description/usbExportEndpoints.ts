import { exportRequestSchema, usbExportAnswerSchema } from '#contract/usbExport';
import type { Described, Endpoint } from './endpoint';
import { STICKS } from './examples';

const STICKS_ANSWER: Described = { name: 'Sticks', schema: usbExportAnswerSchema, example: STICKS };

/** Where there is no network: what is carried away on USB sticks. */
export const USB_EXPORT_ENDPOINTS: readonly Endpoint[] = [
  {
    ...{ method: 'get', path: '/sticks', access: 'login' },
    summary:
      'The USB sticks at this machine, what could be copied, and how the copying stands that runs or was the last. Nothing looks for sticks but this.',
    answer: STICKS_ANSWER,
    errors: ['FFMPEG_MISSING'],
  },
  {
    ...{ method: 'post', path: '/export', access: 'login' },
    summary:
      'Begins to copy the sessions that wait for the store to a stick, and answers as soon as it runs; GET /sticks follows it. They still wait for the store then, as exported. again: true copies those too that are on a stick already.',
    body: { name: 'ExportRequest', schema: exportRequestSchema, example: { stick: '/dev/sda1' } },
    answer: STICKS_ANSWER,
    errors: [
      ...(['EXPORT_IN_PROGRESS', 'STICK_NOT_FOUND', 'STICK_NOT_FORMATTED', 'STICK_READ_ONLY'] as const),
      ...(['NOTHING_TO_EXPORT', 'FFMPEG_MISSING'] as const),
    ],
  },
  {
    ...{ method: 'delete', path: '/export', access: 'login' },
    summary:
      'Ends the copying. What is whole on the stick stays; it answers when the stick may be pulled out.',
    answer: STICKS_ANSWER,
    errors: ['FFMPEG_MISSING'],
  },
  {
    ...{ method: 'post', path: '/export/delivered', access: 'login' },
    summary:
      'Says of all sessions that are on sticks that those have been delivered: they wait for the store no longer.',
    answer: STICKS_ANSWER,
    errors: ['FFMPEG_MISSING', 'DISK_FULL'],
  },
];
