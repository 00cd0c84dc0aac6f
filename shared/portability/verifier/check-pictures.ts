import { createSha256 } from '#sha256';
import { FetchFailed } from '#shared/core/fetch-with-retry.ts';
import type { Fault } from './faults.ts';
import type { FileSource } from './file-sources.ts';
import { readDumpRows } from './read-dump.ts';

export type PictureCounts = {
  readonly compared: number;
  /** Recent ones, whose files the dump leaves out. */
  readonly notYet: number;
  /** Covered ones, whose files the dump leaves out as long as they are. */
  readonly never: number;
};

type Checked = {
  readonly files: FileSource;
  /** Whether to read the pictures too: for a remote dump they are many downloads. */
  readonly pictures: boolean;
  /** The site is a copy, and may lack the files of pictures that were recent when it was made. */
  readonly copied: boolean;
};

/** Checks the files of pictures, where they are read, and adds their faults. */
export async function checkPictures(
  compared: Checked,
  faults: Fault[],
): Promise<{ counts: PictureCounts; missing: number }> {
  const { shown, young, covered } = await sortPictures(compared.files);
  let missing = 0;
  for (const key of compared.pictures ? shown : []) {
    const found = await checkPicture(compared, key);
    if (compared.copied && found[0]?.code === 'picture-missing') missing += 1;
    else faults.push(...found);
  }
  const read = compared.pictures ? shown.size - missing : 0;
  return { counts: { compared: read, notYet: young.size, never: covered.size }, missing };
}

/** Sorts pictures by whether the dump has their files: it has none of recent and covered ones. */
async function sortPictures(
  files: FileSource,
): Promise<Record<'shown' | 'young' | 'covered', ReadonlySet<string>>> {
  const [all, young, covered] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for await (const row of readDumpRows(files, 'whole/pictures.jsonl')) {
    const { key } = row;
    if (typeof key !== 'string') continue;
    all.add(key);
    if (row['covered'] === true) covered.add(key);
    else if (row['young'] === true) young.add(key);
  }
  const shown = new Set([...all].filter((key) => !young.has(key) && !covered.has(key)));
  return { shown, young: new Set([...young].filter((key) => !covered.has(key))), covered };
}

/** Checks a picture's file: its name is the SHA-256 of its bytes. */
async function checkPicture({ files }: Checked, key: string): Promise<Fault[]> {
  const path = `images/${key}.webp`;
  try {
    const bytes = await files.read(path);
    const hash = createSha256().update(bytes).hex();
    return hash === key ? [] : [{ code: 'picture-replaced', name: path }];
  } catch (error) {
    if (!(error instanceof FetchFailed) || error.status === null) throw error;
    return [{ code: 'picture-missing', name: path }];
  }
}
