import { expect, test } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LANGUAGES } from '#contract/errors';
import { expectFits, KIOSK_SCREEN, type ScreenSize } from './fits';
import { donePad, loadAgain, openSettings, startKiosk, type Kiosk } from './kiosk';
import { standIn } from './fakeProgram';

const PEN = 'Goat: pen 🐐';
const FAR = 'the network of the farm before';
const LONG = 'a name of 32 bytes, all in a row';
const KEY = 'goats1234';
const SIZES: ScreenSize[] = [
  KIOSK_SCREEN,
  { width: 1280, height: 800, mayScroll: false },
  { width: 800, height: 480, mayScroll: true },
];

let kiosk: Kiosk;
let folder: string;
const kept = (name: string) => path.join(folder, name);

/** Plays nmcli over a NetworkManager with one Wi-Fi device; it lets everybody in who has KEY. */
const NMCLI = `cd "$(dirname "$0")"
echo "$*" >> calls
uuid() { for word; do [ "$last" = uuid ] && echo "$word"; last=$word; done | head -1; }
list() {
  joined=$(cat "profiles/$(cat joined)" | head -1)
  while IFS=: read -r name signal security; do
    [ "$name" = "$joined" ] && used='*' || used=' '
    echo "$used:$name:$signal:$security"
  done < networks
}
case "$*" in
  *DEVICE,TYPE,STATE*) echo wlan0:wifi:disconnected:;;
  *"WIFI radio"*) cat radio;;
  *"radio wifi on"*) echo enabled > radio;;
  *"wifi list"*) list;;
  *UUID,TYPE*) for profile in $(ls profiles); do echo "$profile:802-11-wireless"; done;;
  *802-11-wireless.ssid*) tail -1 "profiles/$(uuid "$@")";;
  *802-11-wireless.mode*) echo infrastructure;;
  *GENERAL.CON-UUID*) cat joined;;
  *IP4.ADDRESS*) [ -s joined ] && echo 192.168.1.20/24 || echo;;
  *"connection add"*)
    for word; do
      [ "$last" = connection.uuid ] && id=$word
      [ "$last" = ssid ] && name=$word
      last=$word
    done
    { printf %s "$name" | od -An -v -tx1 | tr -d ' \\n' | tr a-f A-F; echo; echo "$name"; } > "profiles/$id";;
  *"connection up"*)
    for asked in 1 2; do
      echo "Passwords or encryption keys are required to access the wireless network."
      read -r key || break
      if [ "$key" = ${KEY} ]; then uuid "$@" > joined; exit; fi
    done
    echo "Passwords or encryption keys are required to access the wireless network."
    exit 4;;
  *"connection delete"*) rm "profiles/$(uuid "$@")"; [ "$(cat joined)" = "$(uuid "$@")" ] && : > joined; exit 0;;
  *"connection modify"*) ;;
  *) exit 2;;
esac 2>> errors`;

/** Keeps a network as one that was joined before; gives the profile's id. */
async function keep(name: string): Promise<string> {
  const uuid = randomUUID();
  await writeFile(kept(`profiles/${uuid}`), `${hex(name)}\n${name}\n`);
  return uuid;
}

const hex = (name: string) => Buffer.from(name).toString('hex').toUpperCase();

test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goat-wifi-'));
  await standInAll();
  kiosk = await startKiosk({ environment: { PATH: `${folder}:${process.env.PATH ?? ''}` } });
});
test.beforeEach(async () => {
  await standInAll();
  await loadAgain(kiosk);
});
test.afterAll(async () => {
  await kiosk.close();
  await rm(folder, { recursive: true });
});

/** A NetworkManager that knows no network yet, whatever a test before has made of it. */
async function standInAll(): Promise<void> {
  await rm(kept('profiles'), { recursive: true, force: true });
  await rm(kept('calls'), { force: true });
  await mkdir(kept('profiles'));
  await writeFile(kept('joined'), '');
  await writeFile(kept('radio'), 'enabled\n');
  await writeFile(
    kept('networks'),
    `${hex(PEN)}:87:WPA2\n${hex(LONG)}:55:WPA2 802.1X\n${hex('-open barn')}:20:\n`,
  );
  await standIn(folder, 'nmcli', NMCLI);
}

async function openWifi(): Promise<void> {
  await kiosk.touch('Menu');
  await kiosk.touch('Set up');
  await kiosk.touch('Wi-Fi');
}

async function typeOnPad(text: string): Promise<void> {
  for (const key of text) await kiosk.touch(key);
}

test('a network is joined by its key; a wrong one is said, and leaves nothing behind', async () => {
  const { page, touch } = kiosk;
  await openWifi();
  await expect(page.getByRole('listitem')).toHaveText([
    `${PEN}strong, with a key`,
    `${LONG}medium, not from here`,
    '-open barnweak, open',
  ]);
  await touch(/^Goat: pen/);
  await touch('Type the key');
  await typeOnPad('goats12');
  const done = page.getByRole('dialog').getByRole('button', { name: 'Done' });
  await expect(done).toBeDisabled();
  await typeOnPad('99');
  const field = page.getByRole('textbox', { name: `Key of ${PEN}` });
  await expect(field).toHaveAttribute('type', 'password');
  await touch('Show');
  await expect(field).toHaveAttribute('type', 'text');
  await expect(field).toHaveValue('goats1299');
  await donePad(kiosk);
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('did not take the key');
  expect(await readdir(kept('profiles'))).toEqual([]);

  await touch('Type the key');
  await typeOnPad(KEY);
  await donePad(kiosk);
  await expect(page.getByText('Connected. The address of this machine is 192.168.1.20.')).toBeVisible();
  const calls = await readFile(kept('calls'), 'utf8');
  for (const key of ['goats1299', KEY]) expect(calls).not.toContain(key);

  await touch('Forget the network');
  await expect.poll(() => readdir(kept('profiles'))).toEqual([]);
  // Its buttons are back, and there is nothing to forget any more.
  await expect(page.getByRole('button', { name: 'Type the key' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Forget the network' })).toBeHidden();
});

test('Wi-Fi that is off is on with one touch', async () => {
  const { page, touch } = kiosk;
  await writeFile(kept('radio'), 'disabled\n');
  await openWifi();
  await expect(page.getByText('The Wi-Fi is switched off.')).toBeVisible();
  await touch('Switch the Wi-Fi on');
  await expect(page.getByRole('button', { name: /^-open barn/ })).toBeVisible();
});

test('a network that hides its name is joined by that', async () => {
  const { page, touch } = kiosk;
  await openWifi();
  await touch('Network with a hidden name');
  await typeOnPad('barn');
  await donePad(kiosk);
  await touch('Type the key');
  await typeOnPad(KEY);
  await donePad(kiosk);
  await expect(page.getByText(/^Connected\./)).toBeVisible();
  expect(await readFile(kept('calls'), 'utf8')).toContain('ssid barn wifi.hidden yes');
});

test('a known network that is out of reach is listed as such, and can be forgotten', async () => {
  const { page, touch } = kiosk;
  const uuid = await keep(FAR);
  await openWifi();
  const last = page.getByRole('listitem').last();
  await expect(last).toHaveText(`${FAR}known, out of reach or hidden`);
  await touch(new RegExp(`^${FAR}`));
  await touch('Back');
  expect(await readdir(kept('profiles'))).toEqual([uuid]);
  await touch(new RegExp(`^${FAR}`));
  await touch('Forget the network');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(last).toHaveText('-open barnweak, open');
  expect(await readdir(kept('profiles'))).toEqual([]);
});

test('a machine without Wi-Fi says so', async () => {
  await standIn(folder, 'nmcli', 'exit 8');
  await openWifi();
  await expect(kiosk.page.getByText('This machine has no Wi-Fi that could be set here.')).toBeVisible();
});

test('all of it fits the screen, in both languages and looks', async () => {
  test.slow();
  const { page, touch } = kiosk;
  await writeFile(kept('joined'), await keep(PEN));
  await keep(FAR);
  const steps = ['list', 'joined', 'open', 'unseen', 'key'] as const;
  for (const language of LANGUAGES) {
    const messages = await openSettings(kiosk, language);
    await touch(messages.sections.wifi);
    await page.getByText(messages.wifi.choose).waitFor();
    for (const step of steps) {
      if (step === 'joined') await touch(/^Goat: pen/);
      if (step === 'open') await touch(/^-open barn/);
      if (step === 'unseen') await touch(new RegExp(`^${FAR}`));
      if (step === 'key') {
        await touch(messages.wifi.other);
        await page.getByRole('textbox').fill(LONG);
        await page.getByRole('dialog').getByRole('button', { name: messages.padDone }).click();
        await touch(messages.wifi.typeKey);
        await page.getByRole('textbox').fill('a key');
      }
      await expectFits(page, `${language}-${step}`, SIZES);
      if (step === 'joined' || step === 'open' || step === 'unseen') await touch(messages.back);
    }
  }
});
