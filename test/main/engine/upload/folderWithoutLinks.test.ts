import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { FolderStore } from '#engine/upload/folderStore';
import { folderForTest, pictureBytes } from '#support/sessions';
import { uploadOf } from '#support/uploads';

// As FAT, which knows no second name for a file.
vi.mock('node:fs/promises', async (original) => ({
  ...(await original<object>()),
  link: () =>
    Promise.reject(Object.assign(new Error('EPERM: operation not permitted, link'), { code: 'EPERM' })),
}));

it('claims a number on a file system without links, too, and never writes over another', async () => {
  const place = path.join(await folderForTest(), 'stick');
  await mkdir(place);
  const store = new FolderStore(place);
  const [bytes, others] = [pictureBytes('17', 'side', 1, 90_000), pictureBytes('18', 'side', 1, 90_000)];
  const claim = (content: Buffer) => store.put(uploadOf(content, { onlyIfNew: true }));
  expect(await claim(bytes)).toMatchObject({ outcome: 'stored' });
  expect(await claim(bytes)).toMatchObject({ outcome: 'stored' });
  expect(await claim(others)).toEqual({ outcome: 'taken' });
  expect((await readFile(path.join(place, '17/side/images.tar.gz'))).equals(bytes)).toBe(true);
});
