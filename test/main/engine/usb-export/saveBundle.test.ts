import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { folderForTest } from '#support/sessions';
import { startUsbExport } from '#support/usbExportFixture';

const bundle = Buffer.from('all that is known');
const make = () => Promise.resolve(bundle);

it('a bundle for help is written to the stick, which may then be pulled out', async () => {
  const { sticks, folder } = await startUsbExport();
  const { stick, file, safe_to_pull: release } = await sticks.saveBundle(make);
  expect(stick).toBe('GOATS');
  expect(file).toMatch(/^goat-capture-\d{4}-\d\d-\d\dT\d{4}\.tar\.gz$/);
  expect(release).toBe('powered-off');
  expect(await readdir(folder)).toEqual([file]);
  expect(await readFile(path.join(folder, file))).toEqual(bundle);
});

it('without a stick nothing is looked at, and it is said what to do', async () => {
  const { sticks, standIn: fake } = await startUsbExport();
  await fake.plug();
  let made = 0;
  const counted = () => {
    made += 1;
    return make();
  };
  await expect(sticks.saveBundle(counted)).rejects.toMatchObject({ code: 'NO_STICK' });
  expect(made).toBe(0);
});

it('a stick that is pulled out meanwhile, or can not be opened, is named', async () => {
  const { sticks, standIn: fake } = await startUsbExport();
  const pulled = async () => {
    await fake.plug();
    return bundle;
  };
  await expect(sticks.saveBundle(pulled)).rejects.toMatchObject({ code: 'STICK_GONE' });
  await fake.plug({ folder: await folderForTest() });
  await fake.refuse('mount');
  await expect(sticks.saveBundle(make)).rejects.toMatchObject({ code: 'STICK_UNREADABLE' });
});

it('waits for no copying that runs, but says so', async () => {
  const { sticks, queued, hold, ended } = await startUsbExport();
  const goOn = hold();
  await queued('17');
  await sticks.start({ stick: '/dev/sda1' });
  await expect(sticks.saveBundle(make)).rejects.toMatchObject({ code: 'EXPORT_IN_PROGRESS' });
  goOn();
  expect(await ended()).toMatchObject({ phase: 'done' });
});
