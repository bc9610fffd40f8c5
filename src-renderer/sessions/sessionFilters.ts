import type { SessionState } from '#contract/session';
import type { IconName } from '../ui/Icon';

/** The states that a person tells apart when looking for a goat. */
export const FILTERS = {
  all: undefined,
  waiting: ['captured', 'in-review', 'queued', 'uploading', 'exported'],
  attention: ['needs-attention'],
  stored: ['uploaded'],
  bin: ['failed', 'cancelled', 'discarded'],
} as const satisfies Record<string, readonly SessionState[] | undefined>;
export type Filter = keyof typeof FILTERS;
export const FILTER_NAMES = ['all', 'waiting', 'attention', 'stored', 'bin'] as const satisfies Filter[];

/** How a state looks beside its words. */
export const STATE_LOOKS: Record<SessionState, { icon: IconName; tone: 'good' | 'calm' | 'ask' | 'bad' }> = {
  capturing: { icon: 'camera', tone: 'calm' },
  captured: { icon: 'clock', tone: 'calm' },
  'in-review': { icon: 'camera', tone: 'calm' },
  queued: { icon: 'clock', tone: 'calm' },
  uploading: { icon: 'send', tone: 'calm' },
  'needs-attention': { icon: 'warning', tone: 'ask' },
  exported: { icon: 'disk', tone: 'calm' },
  uploaded: { icon: 'check', tone: 'good' },
  failed: { icon: 'cross', tone: 'bad' },
  cancelled: { icon: 'stop', tone: 'calm' },
  discarded: { icon: 'cross', tone: 'calm' },
};

const BIN: ReadonlySet<SessionState> = new Set(FILTERS.bin);

/** True where a session is in the bin, from which it goes by itself. */
export function isInBin(state: SessionState): boolean {
  return BIN.has(state);
}
