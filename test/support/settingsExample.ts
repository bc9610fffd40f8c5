import type { SettingsAnswer } from '#contract/settingsApi';

const free = (value: string) => ({ value, is_fixed: false });

/** The settings of a machine on which nothing is changed, with the changes that a test is about. */
export function settingsExample(
  changes: Partial<SettingsAnswer['settings']> = {},
  needsRestart = false,
): SettingsAnswer {
  return {
    settings: {
      NUM_IMAGES: free('20'),
      IMAGE_WIDTH: free('4656'),
      IMAGE_HEIGHT: free('3496'),
      WARMUP_SEC: free('1'),
      MAX_PARALLEL: free('auto'),
      REVIEW_SEC: free('10'),
      KEEP_UPLOADED_DAYS: free('7'),
      CAMERA_SIDE: free('/dev/camera_side'),
      CAMERA_TOP: free('/dev/camera_top'),
      CAMERA_FRONT: free('/dev/camera_front'),
      ...changes,
    },
    needs_restart: needsRestart,
  };
}
