import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Writes a file below a root, with its folders. */
export async function writeTree(root: string, file: string, text: string): Promise<void> {
  const target = path.join(root, file);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, text);
}

/** The original's unit, as its README has it, with what a test is about. */
export const legacyUnit = (more = '') =>
  [
    ...['[Unit]', 'Description=Goat Training Capture Server', 'After=network.target', ''],
    ...['[Service]', 'User=pi', 'WorkingDirectory=/home/pi/goat-capture/training'],
    ...['ExecStart=/home/pi/goat-capture/venv/bin/python server.py', 'Restart=always', 'RestartSec=5'],
    ...[more, '', '[Install]', 'WantedBy=multi-user.target', ''],
  ].join('\n');
