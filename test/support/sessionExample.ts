import type { SessionAnswer } from '#contract/sessionApi';
import { forEachCamera } from '#contract/cameras';

/** A session of goat 17 that was captured well, with the changes that a test is about. */
export function sessionExample(changes: Partial<SessionAnswer> = {}): SessionAnswer {
  return {
    session_id: '20260210T230000000Z-17-abcdef',
    goat_id: '17',
    state: 'in-review',
    simulated: false,
    source: 'kiosk',
    started_at: '2026-02-10T17:00:00.000-06:00',
    finished_at: '2026-02-10T17:00:42.000-06:00',
    duration_sec: 42,
    images: 60,
    bytes: 66_000_000,
    uploaded: [],
    cover: 'side',
    flagged: false,
    data_due: false,
    fault: null,
    goat_data: { description: 'meat' },
    overwrite: false,
    allowed: ['keep', 'discard', 'renumber', 'correct'],
    cameras: forEachCamera(() => ({
      state: 'captured',
      worst_spacing_ms: 8,
      fault: null,
      notes: [],
      pictures: Array.from({ length: 20 }, (_, index) => ({
        timestampUs: (index + 1) * 1_000_000,
        arrivedMs: (index + 1) * 1000,
        bytes: 1_100_000,
      })),
    })),
    stored: [],
    ...changes,
  };
}
