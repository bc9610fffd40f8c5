import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { CAMERA_NAMES } from '#contract/cameras';
import { settingsSchema } from '#contract/settings';
import type { Session } from '#contract/session';
import { systemClock } from '#engine/platform/clock';
import { syncFile } from '#engine/platform/durableFiles';
import { Spool } from '#engine/sessions/spool';
import { uploadSession } from '#engine/upload/uploadSession';
import { packPictures } from '#engine/upload/pictureArchive';
import { createS3Client } from '#engine/upload/s3Client';
import { S3Store } from '#engine/upload/s3Store';
import { UploadThrottle } from '#engine/upload/uploadThrottle';
import { captureTools, makeTestFrames, memoryLog, until } from '#support/capture';
import { startEngine } from '#support/engine';
import { capturedSession } from '#support/sessions';
import { measure, median, type Usage } from './measure';
import { below, report, say, type Row as NamedRow } from './report';

/** Debian's awscli: an independent client. */
const AWS = '/usr/bin/aws';
const PICTURE_BYTES = 1_000_000;
/** Each is done so often, in turn; the median counts. */
const ROUNDS = 5;
/** Captures at each speed of the network. */
const CAPTURES = 5;
/** 2 Mbit/s. */
const SLOW_BYTES_PER_SECOND = 250_000;
/** Sessions that wait to be sent meanwhile: more than a slow network takes away. */
const BACKLOG = 2;
const BARS = { timeRatio: 1.5, growthMb: 120, readyRatio: 1.1 } as const;

type Row = Partial<Usage> & NamedRow;

const environmentSchema = z.object({
  S3_ENDPOINT: z.string(),
  S3_TRAINING_BUCKET: z.string(),
  AWS_REGION: z.string(),
  AWS_ACCESS_KEY_ID: z.string(),
  AWS_SECRET_ACCESS_KEY: z.string(),
});
type Environment = z.infer<typeof environmentSchema>;

const tools = { ...captureTools(), log: memoryLog().log };

/**
 * Measures how a session of 3 × 20 pictures of 1 MB comes to a store on this machine, beside a plain copy of the same
 * bytes and `aws s3 cp` of archives that are packed already; and whether the next capture waits for a slow network.
 * @returns the exit code: 1 where a bar is missed.
 */
export async function benchDelivery(): Promise<number> {
  const root = await mkdtemp(path.join(tmpdir(), 'goat-bench-'));
  const server = await startServer();
  const slow = await startServer(SLOW_BYTES_PER_SECOND);
  try {
    const rows = await compareSending(root, server.environment);
    say('Captures while a backlog is sent at 2 Mbit/s');
    const slowReadyMs = await readyMs(root, slow.environment);
    await slow.stop();
    say('Captures without a network');
    const offlineReadyMs = await readyMs(root, slow.environment);
    const { ours, aws } = rows;
    const bars = [
      below('ours / aws s3 cp, time', (ours.wallSec ?? NaN) / (aws.wallSec ?? NaN), BARS.timeRatio),
      below('memory above idle, MB', ours.ownGrowthMb ?? NaN, BARS.growthMb),
      below('capture to ready, 2 Mbit/s / no network', slowReadyMs / offlineReadyMs, BARS.readyRatio),
    ];
    return await report({ slowReadyMs, offlineReadyMs }, Object.values<Row>(rows), columnsOf, bars);
  } finally {
    await server.stop();
    await slow.stop();
    await rm(root, { recursive: true });
  }
}

const columnsOf = (row: Row) => ({
  'wall s': row.wallSec,
  'own CPU s': row.ownCpuSec,
  "client's CPU s": row.childrenCpuSec,
  'memory above idle MB': row.ownGrowthMb,
  "client's peak MB": row.peakMemoryMb,
});

async function compareSending(
  root: string,
  environment: Environment,
): Promise<Record<'ours' | 'copy' | 'aws', Row>> {
  const spool = new Spool(root, systemClock, tools.log);
  await spool.open();
  const archives = path.join(root, 'archives');
  const rounds: Record<'ours' | 'copy' | 'aws', Usage[]> = { ours: [], copy: [], aws: [] };
  for (let round = 1; round <= ROUNDS; round++) {
    say(`Sending 60 MB, round ${round} of ${ROUNDS}`);
    const captured = await capturedSession(
      spool,
      { goatId: String(round), imagesPerCamera: 20 },
      { bytes: PICTURE_BYTES, durable: true },
    );
    const session = await spool.update(captured.id, { state: 'queued' });
    rounds.ours.push(await send(session, spool, environment));
    await packAll(session, spool, archives);
    rounds.copy.push(
      (await measure(tools.processes, () => copyAll(archives, path.join(root, 'copy')))).usage,
    );
    if (existsSync(AWS)) rounds.aws.push(await sendByAws(archives, environment));
    await spool.remove(session.id);
  }
  return {
    ours: { name: 'ours: pack, send, prove', ...medianOf(rounds.ours) },
    copy: { name: 'plain copy of the archives, with fsync', ...medianOf(rounds.copy) },
    aws:
      rounds.aws.length > 0
        ? { name: 'aws s3 cp of archives that are ready', ...medianOf(rounds.aws) }
        : { name: 'aws s3 cp', failed: `${AWS} is missing: apt-get install awscli` },
  };
}

/** What the program does for a session in its queue, with a client of its own for each. */
async function send({ id }: Session, spool: Spool, environment: Environment): Promise<Usage> {
  const { store, close } = storeAt(environment);
  const { usage, value } = await measure(tools.processes, () =>
    uploadSession(id, store, { ...tools, spool }, new AbortController().signal),
  );
  close();
  if (value.state !== 'uploaded' || value.stored.length !== CAMERA_NAMES.length)
    throw new Error(`the session is ${value.state}`);
  return usage;
}

async function sendByAws(archives: string, environment: Environment): Promise<Usage> {
  const { S3_ENDPOINT: endpoint, S3_TRAINING_BUCKET: bucket, ...keys } = environment;
  const args = [
    's3',
    'cp',
    '--recursive',
    '--no-progress',
    '--endpoint-url',
    endpoint,
    archives,
    `s3://${bucket}/aws/`,
  ];
  const noFiles = { AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' };
  const variables = Object.entries({ ...keys, ...noFiles }).map(([name, value]) => `${name}=${value}`);
  const { usage, value } = await measure(tools.processes, () =>
    tools.processes.run('env', [...variables, AWS, ...args], { timeoutMs: 120_000 }),
  );
  if (value.code !== 0) throw new Error(`aws ended with ${String(value.code)}: ${value.stderr}`);
  return usage;
}

async function packAll(session: Session, spool: Spool, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const camera of CAMERA_NAMES) {
    const packed = packPictures(session, camera, spool.cameraFolder(session.id, camera));
    await pipeline(packed, createWriteStream(path.join(folder, `${camera}.tar.gz`)));
  }
}

async function copyAll(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const camera of CAMERA_NAMES) {
    const copy = path.join(to, `${camera}.tar.gz`);
    await copyFile(path.join(from, `${camera}.tar.gz`), copy);
    await syncFile(copy);
  }
}

/** The median time from the start of a capture until the next one may begin, in ms, while a backlog waits for a store. */
async function readyMs(root: string, environment: Environment): Promise<number> {
  const frameFolders = path.join(root, 'films');
  await makeTestFrames(frameFolders);
  const { store, close } = storeAt(environment);
  const running = await startEngine({ parent: root, frameFolders, store: () => store });
  const { engine, spool } = running;
  try {
    for (let goat = 1; goat <= BACKLOG; goat++) {
      const { id } = await capturedSession(
        spool,
        { goatId: String(goat), imagesPerCamera: 20 },
        { bytes: PICTURE_BYTES },
      );
      await spool.update(id, { state: 'queued' });
      await engine.sessions.retry(id);
    }
    const times: number[] = [];
    for (let capture = 1; capture <= CAPTURES; capture++) {
      const startMs = systemClock.monotonicMs();
      await engine.record({ goat_id: 100 + capture }, 'api');
      await until(async () => !(await engine.health()).recording_active, 60_000);
      times.push(systemClock.monotonicMs() - startMs);
      const { last_result: result } = engine.status();
      if (result?.success === false) throw new Error(`a capture failed: ${JSON.stringify(result)}`);
    }
    if (spool.inState('uploaded').length > 0) throw new Error('the backlog was too small');
    return median(times);
  } finally {
    await running.stop();
    close();
  }
}

function storeAt(environment: Environment): { store: S3Store; close: () => void } {
  const throttle = new UploadThrottle(systemClock);
  const client = createS3Client(settingsSchema.parse(environment), { throttle });
  client.config.credentials = () =>
    Promise.resolve({
      accessKeyId: environment.AWS_ACCESS_KEY_ID,
      secretAccessKey: environment.AWS_SECRET_ACCESS_KEY,
    });
  const close = () => {
    client.destroy();
  };
  return { store: new S3Store(client, environment.S3_TRAINING_BUCKET, tools.log, throttle), close };
}

async function startServer(
  bytesPerSecond?: number,
): Promise<{ environment: Environment; stop: () => Promise<void> }> {
  const script = fileURLToPath(new URL('s3Process.mjs', import.meta.url));
  const limit = bytesPerSecond === undefined ? [] : [String(bytesPerSecond)];
  const child = spawn(process.execPath, [script, ...limit], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const stop = async () => {
    child.stdin.end();
    await exited;
  };
  const [line] = z.tuple([z.string()]).parse(await once(createInterface({ input: child.stdout }), 'line'));
  return { environment: environmentSchema.parse(JSON.parse(line)), stop };
}

function medianOf(usages: Usage[]): Usage {
  const of = (what: keyof Usage) => median(usages.map((usage) => usage[what]));
  return {
    wallSec: of('wallSec'),
    childrenCpuSec: of('childrenCpuSec'),
    ownCpuSec: of('ownCpuSec'),
    peakMemoryMb: of('peakMemoryMb'),
    // The first time counts: later ones find the memory that it has left.
    ownGrowthMb: Math.max(...usages.map(({ ownGrowthMb }) => ownGrowthMb)),
  };
}
