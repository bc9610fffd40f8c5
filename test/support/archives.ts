import { Readable } from 'node:stream';
import { Parser, type ReadEntry } from 'tar';

/** A file of an archive. */
export interface ArchivedFile {
  name: string;
  bytes: Buffer;
}

/** The files of a `.tar.gz`, in their order. */
export async function filesOfArchive(archive: Uint8Array): Promise<ArchivedFile[]> {
  const files: Promise<ArchivedFile>[] = [];
  const parser = new Parser({
    strict: true,
    onReadEntry: (entry: ReadEntry) => {
      files.push(entry.concat().then((content) => ({ name: entry.path, bytes: Buffer.from(content) })));
    },
  });
  await new Promise<void>((resolve, reject) => {
    parser.on('end', resolve);
    parser.on('error', reject);
    Readable.from([archive]).pipe(parser);
  });
  return Promise.all(files);
}
