import { execFile } from 'node:child_process';
import { appendFile, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import type { Session } from '#contract/session';
import { archiveBytes, packPictures } from '#engine/upload/pictureArchive';
import { filesOfArchive } from '#support/archives';
import { capturedSession, flipBit, folderForTest, pictureBytes, spoolForTest } from '#support/sessions';

async function setUp(goatId = '17', imagesPerCamera = 20) {
  const spool = await spoolForTest();
  const session = await capturedSession(spool, { goatId, imagesPerCamera });
  const folder = spool.cameraFolder(session.id, 'side');
  const pack = (packed: Session = session) => buffer(packPictures(packed, 'side', folder));
  return { spool, session, folder, pack };
}

it('packs the pictures as they are, named by goat, camera and number, in order', async () => {
  const { pack } = await setUp();
  const files = await filesOfArchive(await pack());
  expect(files.map(({ name }) => name)).toEqual(
    Array.from({ length: 20 }, (_, index) => `17_side_${String(index + 1).padStart(2, '0')}.jpg`),
  );
  files.forEach(({ bytes }, index) => {
    expect(bytes.equals(pictureBytes('17', 'side', index + 1, 1000))).toBe(true);
  });
});

it('gives the same bytes each time, whatever the times of the files', async () => {
  const { pack, folder, session } = await setUp();
  const first = await pack();
  const [picture] = session.cameras.side.pictures;
  if (!picture) throw new Error('no picture');
  await rm(path.join(folder, picture.file));
  await writeFile(path.join(folder, picture.file), pictureBytes('17', 'side', 1, 1000), { mode: 0o600 });
  expect((await pack()).equals(first)).toBe(true);
});

it('is an archive that GNU tar lists without a word on stderr', async () => {
  const { pack, session } = await setUp('goat-A_1', 3);
  const archive = path.join(await folderForTest(), 'images.tar.gz');
  await writeFile(archive, await pack());
  const { stdout, stderr } = await promisify(execFile)('tar', ['tvzf', archive, '--utc', '--full-time']);
  expect(stderr).toBe('');
  const lines = stdout.trimEnd().split('\n');
  expect(lines).toHaveLength(3);
  const time = new Date(session.startedAt).toISOString().slice(0, 19).replace('T', ' ');
  expect(lines[0]).toMatch(new RegExp(`^-rw-r--r-- .* 1000 ${time} goat-A_1_side_01\\.jpg$`));
});

it.each<[string, (file: string) => Promise<void>]>([
  ['is missing', (file) => rm(file)],
  ['is cut off', (file) => truncate(file, 999)],
  ['has grown', (file) => appendFile(file, 'x')],
  ['has one bit that is another', flipBit],
])('fails with SESSION_DAMAGED where a picture %s', async (_, damage) => {
  const { pack, folder } = await setUp();
  await damage(path.join(folder, '7000000.jpg'));
  await expect(pack()).rejects.toMatchObject({
    code: 'SESSION_DAMAGED',
    fault: { parameters: { goat_id: '17', file: 'side/7000000.jpg' } },
  });
});

it('packs pictures of an earlier version, whose record has no checksums, by their sizes', async () => {
  const { pack, session, folder } = await setUp();
  const expected = await pack();
  const pictures = session.cameras.side.pictures.map((picture) => ({ ...picture, crc64nvme: undefined }));
  const old = { ...session, cameras: { ...session.cameras, side: { ...session.cameras.side, pictures } } };
  expect((await pack(old)).equals(expected)).toBe(true);
  await truncate(path.join(folder, '7000000.jpg'), 999);
  await expect(pack(old)).rejects.toMatchObject({ code: 'SESSION_DAMAGED' });
});

it('knows before how large the archive is, but for what gzip adds', async () => {
  const { pack, session } = await setUp();
  const added = (await pack()).length - archiveBytes(session, 'side');
  expect(added).toBeGreaterThan(0);
  expect(added).toBeLessThan(200);
});
