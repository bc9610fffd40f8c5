import { expect, test } from '@playwright/test';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { donePad, loadAgain, startKiosk, type Kiosk } from './kiosk';
import { standIn } from './fakeProgram';

let kiosk: Kiosk;
let folder: string;
/** What the stand-in of timedatectl was asked to change. */
const changes = () => readFile(path.join(folder, 'changes'), 'utf8').catch(() => '');

test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goat-clock-'));
  const kept = (name: string) => path.join(folder, name);
  // Keeps what it is told, as the real one does; a real one would set this machine's clock.
  await standIn(
    folder,
    'timedatectl',
    `case "$1" in
  show) echo "Timezone=$(cat ${kept('zone')} || echo America/Chicago)"
    echo CanNTP=yes; echo "NTP=$(cat ${kept('ntp')} || echo yes)"; echo NTPSynchronized=yes;;
  list-timezones) printf 'Africa/Abidjan\\nAmerica/Chicago\\nEurope/Madrid\\nUTC\\n';;
  *) shift; echo "$*" >> ${kept('changes')}
    case "$1" in
      set-ntp) [ "$2" = true ] && echo yes > ${kept('ntp')} || echo no > ${kept('ntp')};;
      set-timezone) echo "$2" > ${kept('zone')};;
    esac;;
esac 2> /dev/null`,
  );
  await standIn(folder, 'systemctl', `echo "systemctl $*" >> ${kept('changes')}`);
  kiosk = await startKiosk({ environment: { PATH: `${folder}:${process.env.PATH ?? ''}` } });
});
test.beforeEach(async () => {
  for (const name of ['zone', 'ntp', 'changes']) await rm(path.join(folder, name), { force: true });
  await loadAgain(kiosk);
  await kiosk.touch('Menu');
  await kiosk.touch('Set up');
  await kiosk.touch('Time');
});
test.afterAll(async () => {
  await kiosk.close();
  await rm(folder, { recursive: true });
});

test('the clock is set by the network, or by hand on number pads', async () => {
  const { page, touch } = kiosk;
  await expect(page.getByText('The network has set this clock: it is right.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Set the clock' })).toBeHidden();
  await touch(/By hand/);
  await expect.poll(changes).toBe('set-ntp false\n');
  await touch(/^Month/);
  for (const key of ['1', '3']) await touch(key);
  await donePad(kiosk);
  await expect(page.getByText('There is no such day or time.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Set the clock' })).toBeDisabled();
  for (const [part, digits] of [
    ['Year', '2027'],
    ['Month', '12'],
    ['Day', '31'],
    ['Hour', '0'],
    ['Minute', '5'],
  ] as const) {
    await touch(new RegExp(`^${part}`));
    for (const key of digits) await touch(key);
    await donePad(kiosk);
  }
  await touch('Set the clock');
  await expect.poll(changes).toContain('set-time 2027-12-31 00:05:00\n');
  await touch(/By the network/);
  await expect.poll(changes).toMatch(/set-ntp true\n$/);
});

test('another time zone is found by its region or by its name, and the program starts again', async () => {
  const { page, touch } = kiosk;
  await touch('Change the time zone');
  const dialog = page.getByRole('dialog', { name: 'Change the time zone' });
  await expect(dialog.getByRole('listitem')).toHaveText(['America', 'Africa', 'Europe', 'Others']);
  await touch('Africa');
  await expect(dialog.getByRole('listitem')).toHaveText(['Abidjan']);
  await touch('Back');
  await touch('Search');
  for (const key of 'madr') await touch(key);
  await donePad(kiosk);
  await touch('Madrid (Europe)');
  await expect(page.getByText('The program starts again…')).toBeVisible();
  await expect.poll(changes).toContain('set-timezone Europe/Madrid\n');
  await expect.poll(changes).toContain('restart --no-block goat-capture.service');
});
