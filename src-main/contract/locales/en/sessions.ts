import type { AllowedAction } from '../../sessionApi';
import type { SessionState } from '../../session';
import type { Filter } from '../../session';

/** The words of the screen of captured goats in English. */
export const enSessions = {
  title: 'Captured goats',
  captureWaits: 'A capture goes on: go back to see it.',
  backToCapture: 'Back to capture',
  show: 'Show',
  filters: {
    all: 'All',
    waiting: 'To send',
    attention: 'Need you',
    stored: 'In the store',
    bin: 'Bin',
  } satisfies Record<Filter, string> as Record<Filter, string>,
  none: {
    all: 'No goat was captured yet.',
    waiting: 'Nothing waits to be sent.',
    attention: 'Nothing needs you.',
    stored: 'Nothing is in the store and still here.',
    bin: 'The bin is empty.',
  } satisfies Record<Filter, string> as Record<Filter, string>,
  states: {
    capturing: 'Being captured',
    captured: 'Captured',
    'in-review': 'Being looked at',
    queued: 'Waits to be sent',
    uploading: 'Being sent',
    'needs-attention': 'Needs your decision',
    exported: 'Copied to a stick',
    uploaded: 'In the store',
    failed: 'Failed',
    cancelled: 'Cancelled',
    discarded: 'Discarded',
  } satisfies Record<SessionState, string> as Record<SessionState, string>,
  flagged: 'Look at a picture',
  dataDue: 'Correction not sent yet',
  page: (page: string, pages: string) => `Page ${page} of ${pages}`,
  newer: 'Newer',
  older: 'Older',

  backToList: 'All goats',
  noData: 'Nothing was entered.',
  binText: 'It stays in the bin for a day, or shorter where its space is needed.',
  takenFix: 'Give these pictures another number, or let them take the place of the earlier ones.',
  actions: {
    retry: 'Send now',
    keep: 'Keep',
    discard: 'Discard',
    replace: 'Replace the earlier ones',
    delivered: 'Stick is delivered',
    renumber: 'Another number',
    correct: 'Correct the data',
  } satisfies Record<AllowedAction, string> as Record<AllowedAction, string>,
  actionsDone: {
    retry: 'It is sent as soon as the store can be reached.',
    keep: 'Kept. It is sent by itself.',
    discard: 'Discarded. It is in the bin.',
    replace: 'It is sent in place of the earlier pictures.',
    delivered: 'It waits for the store no longer.',
    renumber: 'It has its new number.',
    correct: 'The data is corrected.',
  } satisfies Record<AllowedAction, string> as Record<AllowedAction, string>,
  ask: {
    discard: (goat: string) => `Discard goat ${goat}?`,
    replace: (goat: string) => `Replace the pictures of goat ${goat}?`,
    delivered: (goat: string) => `Was the stick with goat ${goat} delivered?`,
  },
  askText: {
    discard: 'The pictures are not sent. They stay in the bin for a day, then they are gone for good.',
    replace: 'The pictures that the store has under this number are put aside, and these take their place.',
    delivered:
      'Only say so when the pictures have reached the store by the stick: they are not sent from here then.',
  },
  newNumber: 'New goat number',
  correctionTitle: (goat: string) => `Correct the data of goat ${goat}`,
  correctionText: 'The store has this goat: its data there is written anew.',
  save: 'Save',

  queue: 'On the way to the store',
  allSent: 'Everything is sent.',
  sending: (goats: string) => `${goats} to send, going now`,
  waits: (goats: string) => `${goats} to send, waiting`,
  correctionsWait: (count: number, written: string) =>
    count === 1 ? '1 correction to send' : `${written} corrections to send`,
  needAttention: (count: number, written: string) =>
    count === 1 ? '1 goat needs you' : `${written} goats need you`,
  bytesWaiting: 'Still to send',
  speed: 'Speed',
  timeLeft: 'Time left',
  nextTry: 'Next try in',
  tryNow: 'Try now',
  trying: 'Trying…',
  rateHighest: (rate: string) => `Speed, highest ${rate}`,
  ago: (time: string) => `${time} ago`,
  now: 'now',
};
