import type { SessionState } from '#contract/session';
import type { IconName } from '../ui/Icon';

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
