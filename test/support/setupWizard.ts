import { mkdir } from 'node:fs/promises';
import pino from 'pino';
import { FirstStart } from '#engine/settings/setupWizard';

/** Makes a data directory, where there is none yet, of a kiosk that has led through its first steps: it opens with CAPTURE. */
export async function passFirstStart(dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  await new FirstStart(dataDir, pino({ level: 'silent' })).goTo({ step: 'done' });
}
