import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { appError } from '#contract/errors';

/** A folder for each backlight; the package's udev rule gives their files to the group video. */
const BACKLIGHTS = 'class/backlight';

interface Backlight {
  file: string;
  value: number;
  maximum: number;
}

/**
 * How bright the screen is, in percent; null where its brightness can't be set, as of most HDMI screens.
 * @param sysfs where sysfs is mounted.
 */
export async function readBrightness(sysfs = '/sys'): Promise<number | null> {
  const light = await findBacklight(sysfs);
  return light && Math.round((100 * light.value) / light.maximum);
}

/**
 * Sets the screen's brightness.
 * @param percent above 0: a dark screen could not be set brighter by touch.
 * @throws AppError SYSTEM_REFUSED where it can't be set.
 */
export async function setBrightness(percent: number, sysfs = '/sys'): Promise<void> {
  const light = await findBacklight(sysfs);
  if (!light) throw appError('SYSTEM_REFUSED', { detail: 'no backlight' });
  const value = Math.max(1, Math.round((percent * light.maximum) / 100));
  try {
    await writeFile(light.file, String(value));
  } catch (cause) {
    throw appError('SYSTEM_REFUSED', { detail: String(cause) }, { cause });
  }
}

async function findBacklight(sysfs: string): Promise<Backlight | null> {
  const folder = path.join(sysfs, BACKLIGHTS);
  for (const name of (await readdir(folder).catch(() => [])).sort()) {
    const file = path.join(folder, name, 'brightness');
    const [value, maximum] = await Promise.all([
      readNumber(file),
      readNumber(path.join(folder, name, 'max_brightness')),
    ]);
    if (value !== null && maximum !== null && maximum > 0) return { file, value, maximum };
  }
  return null;
}

async function readNumber(file: string): Promise<number | null> {
  const text = (await readFile(file, 'utf8').catch(() => '')).trim();
  return /^\d+$/.test(text) ? Number(text) : null;
}
