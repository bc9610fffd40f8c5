import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import type { CommandLine } from '../commandLine';
import type { LaunchContext } from '../compose';
import { findLegacyServer } from '#engine/machine/legacyServer';
import { checkSettings, readStoredSettings, writeStoredSettings } from '#engine/settings/storedSettings';
import { findDataDir, loadSettings } from '../loadSettings';

type Print = (line: string) => void;

/**
 * `goat-capture --original`: tells what is there of the original capture server.
 * @param root where the machine's file system is mounted.
 * @returns false where it is not installed.
 */
export async function printLegacyServer(print: Print, root = '/'): Promise<boolean> {
  const legacy = await findLegacyServer(root);
  if (!legacy) {
    print('There is no goat-training service here: nothing to take over.');
    return false;
  }
  const { unit, user, bucket, rules, running } = legacy;
  print(`service: ${unit}, of the user ${user}, ${running ? 'running' : 'not running'}`);
  print(rules ? `cameras: named by ${rules}, which stays in force` : 'cameras: no udev rules of its own');
  print(`bucket:  ${bucket}`);
  return true;
}

/**
 * `goat-capture --adopt`: makes the original's bucket, and the region of the keys that are here, the saved settings,
 * where none are saved yet. The rest of the migration takes root.
 * @param root where the machine's file system is mounted.
 * @returns false where the original is not installed.
 * @throws AppError INVALID_SETTING where what is found can't be a setting.
 */
export async function importLegacySettings(
  commandLine: CommandLine,
  { environment, installed }: LaunchContext,
  print: Print,
  root = '/',
): Promise<boolean> {
  const legacy = await findLegacyServer(root);
  if (!legacy) return false;
  const dataDir = findDataDir(commandLine.settings, environment, installed);
  const region = await regionOfKeys(root);
  const found = { S3_TRAINING_BUCKET: legacy.bucket, ...(region !== undefined && { AWS_REGION: region }) };
  const saved = { ...found, ...readStoredSettings(dataDir) };
  checkSettings(saved);
  await writeStoredSettings(dataDir, saved);
  const { S3_TRAINING_BUCKET: bucket, AWS_REGION: used } = loadSettings({}, environment, dataDir);
  const stays = bucket === legacy.bucket ? '' : `, which was set already; the original's is ${legacy.bucket}`;
  print(`bucket:  ${bucket} in ${used}${stays}`);
  return true;
}

/** The region in the AWS configuration of this user. */
async function regionOfKeys(root: string): Promise<string | undefined> {
  const text = await readFile(path.join(root, homedir(), '.aws', 'config'), 'utf8').catch(() => '');
  return /^\s*region\s*=\s*(\S+)/m.exec(text)?.[1];
}
