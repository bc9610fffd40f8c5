import { mkdir } from 'node:fs/promises';
import pino from 'pino';
import { SetupWizard } from '#engine/settings/setupWizard';

/** Makes a data directory, where there is none yet, of a kiosk that has led through its first steps: it opens with CAPTURE. */
export async function completeSetupWizard(dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  await new SetupWizard(dataDir, pino({ level: 'silent' })).goTo({ step: 'done' });
}
