import { createHash, type Hash } from 'node:crypto';
import { mkdir, open, readFile, readdir, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { DumpFile, Licence } from '#shared/portability/dump-manifest.ts';

/** The state of a dump being written. */
export type DumpInProgress = {
  readonly folder: string;
  readonly files: DumpFile[];
  readonly open: Set<FileHandle>;
  /** Aborts when the site stops: the next write then throws. */
  readonly signal?: AbortSignal | undefined;
};

/** Writes to one file of a dump; `rows` is how many rows a piece of text has. */
export type DumpFileWriter = {
  readonly write: (text: string, rows?: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Creates a file of a dump; closing it adds it, with its hash, to the dump's list of files. */
export async function openDumpFile(
  dump: DumpInProgress,
  path: string,
  licence: Licence,
): Promise<DumpFileWriter> {
  const file = await create(join(dump.folder, path));
  dump.open.add(file);
  const hash: Hash = createHash('sha256');
  let [bytes, rows] = [0, 0];
  return {
    write: async (text, more = 0) => {
      dump.signal?.throwIfAborted();
      const piece = Buffer.from(text);
      hash.update(piece);
      bytes += piece.length;
      rows += more;
      await file.writeFile(piece);
    },
    close: async () => {
      await file.close();
      dump.open.delete(file);
      dump.files.push({ path, rows, bytes, sha256: hash.digest('hex'), licence });
    },
  };
}

async function create(path: string): Promise<FileHandle> {
  await mkdir(dirname(path), { recursive: true });
  return open(path, 'w');
}

/** Writes a whole file of a dump at once. */
export async function addDumpFile(
  dump: DumpInProgress,
  path: string,
  licence: Licence,
  content: string,
): Promise<void> {
  const file = await openDumpFile(dump, path, licence);
  await file.write(content);
  await file.close();
}

/** Adds files that are below a folder of the dump already to its list of files. */
export async function listDumpFiles(
  dump: DumpInProgress,
  under: string,
  licence: Licence,
): Promise<void> {
  const root = join(dump.folder, under);
  const found = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = found
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  for (const path of paths) {
    const bytes = await readFile(path);
    dump.files.push({
      path: relative(dump.folder, path).split(sep).join('/'),
      rows: null,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      licence,
    });
  }
}

/** Whether a file or folder exists. */
export async function pathExists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}
