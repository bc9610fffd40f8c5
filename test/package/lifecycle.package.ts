import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { healthAnswerSchema, recordAnswerSchema } from '#contract/captureApi';
import { overviewSchema } from '#contract/useCases';
import { assertUploaded, sessionOf } from '#support/uploadedGoat';
import {
  ask,
  ENVIRONMENT_FILE,
  given,
  install,
  must,
  processesOfUser,
  run,
  start,
  STATE,
  until,
  USER,
} from './machine';
import { screenshotColours } from './screen';
import { LEGACY } from './residue.mjs';

const SMALL = {
  ...{ CAMERA_SIDE: 'simulated', CAMERA_TOP: 'simulated', CAMERA_FRONT: 'simulated', MAX_PARALLEL: '3' },
  ...{ IMAGE_WIDTH: '640', IMAGE_HEIGHT: '480', MIN_IMAGE_BYTES: '5000', NUM_IMAGES: '3' },
};

/** Settings that win, as an administrator writes them. */
async function settle(settings: Record<string, string>): Promise<void> {
  const lines = Object.entries({ ...SMALL, ...settings }).map(([name, value]) => `${name}=${value}\n`);
  await writeFile(ENVIRONMENT_FILE, lines.join(''));
}

async function captureCamera(goatId: string): Promise<void> {
  await until(
    async () => (await ask('/health', healthAnswerSchema)).status === 'ok',
    'the cameras are ready',
  );
  await ask('/record', recordAnswerSchema, { goat_id: goatId });
}

async function stateOf(goatId: string): Promise<string> {
  return (await sessionOf(STATE, goatId)).state;
}

describe('apt install', () => {
  it('brings the program, its user, its rights and its units', async () => {
    const said = await install(given('GOAT_PACKAGE'));
    expect(said).toContain('starts at the next boot');
    const groups = (await must('id', '-nG', USER)).trim().split(' ').sort();
    expect(groups).toEqual([USER, 'input', 'render', 'video']);
    expect(await must('stat', '-c', '%U %G %a', STATE, ENVIRONMENT_FILE)).toBe(
      `${USER} ${USER} 750\nroot ${USER} 640\n`,
    );
    expect(await must('dpkg-query', '-W', '-f', '${Conffiles}', 'goat-capture')).toMatch(
      / \/etc\/goat-capture\/goat-capture\.env /,
    );
    expect(await must('systemctl', 'is-enabled', 'goat-capture.service')).toBe('enabled\n');
    const settings = (await readFile(ENVIRONMENT_FILE, 'utf8')).split('\n');
    expect(settings.filter((line) => line !== '' && !line.startsWith('#'))).toEqual([]);
  });

  it('brings units and a desktop entry that are in order', async () => {
    const units = (await readdir('/usr/lib/systemd/system')).filter((name) =>
      /goat-capture.*service$/.test(name),
    );
    expect(units.sort()).toEqual([
      ...['goat-capture-headless.service', 'goat-capture-kiosk.service', 'goat-capture.service'],
      ...['migrate-to-goat-capture.service', 'update-goat-capture.service'],
    ]);
    expect(await must('systemd-analyze', 'verify', ...units)).toBe('');
    expect(await must('desktop-file-validate', '/usr/share/applications/goat-capture.desktop')).toBe('');
  });
});

describe('the installed program', () => {
  it('refuses root, with the reason', async () => {
    const launched = await run('goat-capture');
    expect(launched).toMatchObject({ code: 1 });
    expect(launched.output).toContain("does not run as root: Chromium's sandbox can't hold root");
    const direct = await run('/opt/goat-capture/goat-capture', '--no-sandbox', '--ozone-platform=headless');
    expect(direct).toMatchObject({ code: 1 });
    expect(direct.output).toContain('The installed program does not run as root');
  });

  it('tells its version, and by --check what is missing', async () => {
    const own = { code: 0, output: `${given('GOAT_VERSION')}\n` };
    expect(await run('goat-capture', '--version')).toEqual(own);
    expect(await run('env', 'PATH=/usr/bin:/bin', 'goat-capture', '--version'), 'after su').toEqual(own);
    const { code, output } = await run('goat-capture', '--check');
    expect(code).toBe(1);
    expect(output).toContain(
      `data in ${STATE}\nIt does not run.\nFAIL  cameras: The side camera is not there`,
    );
  });

  it('tells an ordinary user, who may not read its settings, to put sudo before it', async () => {
    // Chromium writes there, also for a user who has none.
    const home = await mkdtemp(path.join(tmpdir(), 'goat-home-'));
    await chmod(home, 0o777);
    const asNobody = ['-u', 'nobody', '--', 'env', `HOME=${home}`, 'goat-capture', '--check'];
    const { code, output } = await run('runuser', ...asNobody);
    await rm(home, { recursive: true });
    expect(output).toContain(`The settings in ${ENVIRONMENT_FILE} cannot be read: EACCES`);
    expect(output).toContain('Put sudo before the command');
    expect(code).toBe(1);
  });

  it('photographs as its user, with the sandbox on, and shows it on the screen', async () => {
    await settle({ STORE: 'folder' });
    const program = await start();
    await captureCamera('1');
    await until(async () => (await stateOf('1')) === 'uploaded', 'goat 1 is in the store');
    await assertUploaded(
      (key) => readFile(path.join(STATE, 'store', key)),
      STATE,
      await sessionOf(STATE, '1'),
      10,
    );

    const processes = await processesOfUser();
    expect(processes.map(({ pid }) => pid)).toContain(program.pid);
    expect(processes.filter(({ commandLine }) => commandLine.includes('--no-sandbox'))).toEqual([]);
    const renderer = processes.find(({ commandLine }) => commandLine.includes('--type=renderer'));
    // A filter of system calls, and process ids of its own: Chromium's two layers.
    expect(renderer?.status).toMatchObject({ Seccomp: '2', NoNewPrivs: '1' });
    expect(renderer?.status.NSpid?.split('\t').length).toBeGreaterThan(1);
    await until(async () => (await screenshotColours()) > 16, 'the screen shows the kiosk');

    const { code, output } = await run('goat-capture', '--check');
    expect(output).toContain('It runs, and answers on port 5001.');
    expect(code).toBe(0);
    expect(await program.stop()).toMatchObject({ code: 0 });
    expect(await processesOfUser()).toEqual([]);
  });

  it('runs without a window, and keeps what it can not send', async () => {
    // Nothing listens there.
    await settle({ S3_ENDPOINT: 'http://127.0.0.1:9', AWS_ACCESS_KEY_ID: 'k', AWS_SECRET_ACCESS_KEY: 's' });
    const program = await start('--headless');
    expect(
      (await processesOfUser()).filter(({ commandLine }) => commandLine.includes('--type=renderer')),
    ).toEqual([]);
    await captureCamera('2');
    expect((await ask('/health', healthAnswerSchema)).recording_active).toBe(true);
    expect(await run('goat-capture', '--wait-idle')).toMatchObject({ code: 0 });
    expect((await ask('/health', healthAnswerSchema)).recording_active).toBe(false);
    await until(
      async () => ['queued', 'uploading'].includes(await stateOf('2')),
      'goat 2 waits for the store',
    );
    expect(await program.stop()).toMatchObject({ code: 0 });
  });
});

describe('the helpers', () => {
  it('fix what starts at boot', async () => {
    expect(await must('goat-capture', 'mode')).toBe('auto\n');
    await must('goat-capture', 'mode', 'headless');
    expect(await must('goat-capture', 'mode')).toBe('headless\n');
    expect(await run('goat-capture', 'mode', 'loud')).toMatchObject({ code: 1 });
    await must('goat-capture', 'mode', 'auto');
    expect(await must('goat-capture', 'mode')).toBe('auto\n');
  });

  it('name cameras by their ports', async () => {
    const name = (port: string) => run('/usr/libexec/goat-capture/camera-name', port);
    expect(await name('1-1.2')).toEqual({ code: 1, output: '' });
    await writeFile('/etc/goat-capture/cameras', '# ports\nside 1-1.2\ntop  3-1\nother 4-1\nfront 5-1');
    expect(await name('1-1.2')).toEqual({ code: 0, output: 'side\n' });
    expect(await name('3-1')).toEqual({ code: 0, output: 'top\n' });
    expect(await name('5-1'), 'a last line without an end').toEqual({ code: 0, output: 'front\n' });
    expect(await name('1-1')).toEqual({ code: 1, output: '' });
    expect(await name('4-1')).toEqual({ code: 1, output: '' });
  });

  it('take over from the original: keys and bucket, then its service is off', async () => {
    expect(await must('goat-capture', 'migrate')).toContain('nothing to take over');
    await installLegacyServer();
    const unit = '/etc/systemd/system/multi-user.target.wants/goat-training.service';

    const told = await must('goat-capture', 'migrate', '--look');
    expect(told).toContain(`bucket:  goats-of-the-north\nkeys:    ${LEGACY.home}/.aws/credentials\n`);
    expect(told).toContain(`cameras: named by ${LEGACY.rules}, which stays in force`);
    await stat(unit);

    await must('goat-capture', 'migrate');
    await expect(stat(unit)).rejects.toThrow('ENOENT');
    expect(await readFile(`${STATE}/.aws/credentials`, 'utf8')).toContain('aws_secret_access_key = secret');
    expect(await must('stat', '-c', '%U %a', `${STATE}/.aws/credentials`, `${STATE}/.aws`)).toBe(
      `${USER} 600\n${USER} 700\n`,
    );
    const settings: unknown = JSON.parse(await readFile(`${STATE}/settings.json`, 'utf8'));
    expect(settings).toEqual({ S3_TRAINING_BUCKET: 'goats-of-the-north', AWS_REGION: 'eu-north-1' });
    await stat(LEGACY.rules);
    expect(await must('goat-capture', 'migrate')).toContain('they stay');
  });
});

describe('an upgrade', () => {
  it('keeps settings, state and queue', async () => {
    const settings = await readFile(ENVIRONMENT_FILE, 'utf8');
    const session = await sessionOf(STATE, '2');
    await install(given('GOAT_PACKAGE_NEWER'));
    expect(await readFile(ENVIRONMENT_FILE, 'utf8')).toBe(settings);
    expect(await must('stat', '-c', '%U %G %a', ENVIRONMENT_FILE)).toBe(`root ${USER} 640\n`);
    expect(await sessionOf(STATE, '2')).toEqual(session);
    const program = await start('--headless');
    expect((await ask('/health', healthAnswerSchema)).version).toBe(given('GOAT_VERSION_NEWER'));
    expect((await ask('/overview', overviewSchema)).waiting_sessions).toBe(1);
    expect(await program.stop()).toMatchObject({ code: 0 });
  });
});

describe('apt remove', () => {
  it('keeps the data, and says where', async () => {
    expect(await must('apt-get', 'remove', '--yes', 'goat-capture')).toContain(`stay in ${STATE}`);
    await expect(stat('/opt/goat-capture')).rejects.toThrow('ENOENT');
    await expect(stat('/usr/bin/goat-capture')).rejects.toThrow('ENOENT');
    expect(['queued', 'uploading']).toContain(await stateOf('2'));
    expect(await stateOf('1')).toBe('uploaded');
    await stat(ENVIRONMENT_FILE);
  });

  it('is undone by an installation, which says how it starts', async () => {
    expect(await install(given('GOAT_PACKAGE_NEWER'))).toContain('starts at the next boot');
    await must('apt-get', 'remove', '--yes', 'goat-capture');
  });
});

describe('apt purge', () => {
  it('removes all but what is in no bucket, and names that', async () => {
    const waiting = path.join(STATE, 'sessions', (await sessionOf(STATE, '2')).id);
    const said = await must('apt-get', 'purge', '--yes', 'goat-capture');
    expect(said).toContain(`  ${waiting}\n`);
    expect(said).toContain(`  ${STATE}/store\n`);
    expect((await readdir(STATE)).sort()).toEqual(['sessions', 'store']);
    expect(await readdir(path.join(STATE, 'sessions'))).toEqual([path.basename(waiting)]);
    expect((await readdir(path.join(waiting, 'side'))).length).toBe(3);
    await expect(stat('/etc/goat-capture')).rejects.toThrow('ENOENT');
  });

  it('leaves nothing where nothing waits', async () => {
    await install(given('GOAT_PACKAGE'));
    await rm(path.join(STATE, 'store'), { recursive: true });
    await rm(path.join(STATE, 'sessions'), { recursive: true });
    await must('apt-get', 'purge', '--yes', 'goat-capture');
    await expect(stat(STATE)).rejects.toThrow('ENOENT');
    expect(await run('getent', 'passwd', USER)).toMatchObject({ code: 2 });
    await expect(lstat('/etc/systemd/system/multi-user.target.wants/goat-capture.service')).rejects.toThrow(
      'ENOENT',
    );
  });
});

/** A machine as the original's README sets it up. */
async function installLegacyServer(): Promise<void> {
  await must('adduser', '--quiet', '--disabled-password', '--gecos', '', LEGACY.user);
  const aws = `${LEGACY.home}/.aws`;
  await mkdir(aws, { mode: 0o700 });
  await writeFile(
    `${aws}/credentials`,
    '[default]\naws_access_key_id = key\naws_secret_access_key = secret\n',
  );
  await writeFile(`${aws}/config`, '[default]\nregion = eu-north-1\n');
  await chmod(`${aws}/credentials`, 0o600);
  await must('chown', '-R', LEGACY.user, aws);
  await mkdir(path.dirname(LEGACY.rules), { recursive: true });
  await writeFile(LEGACY.rules, 'SUBSYSTEM=="video4linux", KERNELS=="1-1.2", SYMLINK+="camera_side"\n');
  const unit = [
    ...['[Service]', `User=${LEGACY.user}`, 'ExecStart=/bin/true'],
    ...['Environment=S3_TRAINING_BUCKET=goats-of-the-north', '[Install]', 'WantedBy=multi-user.target', ''],
  ];
  await writeFile(LEGACY.unit, unit.join('\n'));
  await must('systemctl', 'enable', 'goat-training.service');
}
