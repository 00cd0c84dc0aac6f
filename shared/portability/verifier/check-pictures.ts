import { createSha256 } from '#sha256';
import { FetchFailed } from '#shared/core/fetch-with-retry.ts';
import { parseBareWebp } from '#shared/media/parse-webp.ts';
import type { Fault } from './faults.ts';
import type { FileSource } from './file-sources.ts';
import { readDumpRows, type DumpRow } from './read-dump.ts';
import { listOf, namesOfOthers } from './row-check.ts';

export type PictureCounts = {
  readonly compared: number;
  /** Number of recent pictures, whose files the dump leaves out for now. */
  readonly notYet: number;
  /** Number of covered pictures, whose files dumps leave out as long as they are covered. */
  readonly never: number;
};

type Checked = {
  readonly files: FileSource;
  /** Whether to read the pictures too: for a remote dump they are many downloads. */
  readonly pictures: boolean;
  /** The site is a copy, and may lack the files of pictures that were recent when it was made. */
  readonly copied: boolean;
};

/** Checks the files of pictures, where they are read, and their sizes, and adds their faults. */
export async function checkPictures(
  compared: Checked,
  faults: Fault[],
): Promise<{ counts: PictureCounts; missing: number }> {
  const { shown, young, covered } = await sortPictures(compared.files);
  let missing = 0;
  for (const [key, rows] of compared.pictures ? shown : []) {
    const found = await checkPicture(compared, key, rows);
    if (compared.copied && found[0]?.code === 'picture-missing') missing += 1;
    else faults.push(...found);
  }
  const read = compared.pictures ? shown.size - missing : 0;
  return { counts: { compared: read, notYet: young.size, never: covered.size }, missing };
}

type Sorted = {
  /** The rows of each picture whose file the dump has. */
  readonly shown: ReadonlyMap<string, readonly DumpRow[]>;
  readonly young: ReadonlySet<string>;
  readonly covered: ReadonlySet<string>;
};

/** Sorts pictures by whether the dump has their files: it has none of recent and covered ones. */
async function sortPictures(files: FileSource): Promise<Sorted> {
  const all = new Map<string, DumpRow[]>();
  const [young, covered] = [new Set<string>(), new Set<string>()];
  for await (const row of readDumpRows(files, 'whole/pictures.jsonl')) {
    const { key } = row;
    if (typeof key !== 'string') continue;
    listOf(all, key).push(row);
    if (row['covered'] === true) covered.add(key);
    else if (row['young'] === true) young.add(key);
  }
  const shown = new Map([...all].filter(([key]) => !young.has(key) && !covered.has(key)));
  return { shown, young: new Set([...young].filter((key) => !covered.has(key))), covered };
}

/**
 * Checks a picture's files: the name of the larger one is the SHA-256 of its bytes, and both are as large
 * as its rows say.
 */
async function checkPicture(
  { files }: Checked,
  key: string,
  rows: readonly DumpRow[],
): Promise<Fault[]> {
  const path = `images/${key}.webp`;
  const small = `images/${key}-thumb.webp`;
  const read = async (name: string): Promise<Uint8Array | Fault> => {
    try {
      return await files.read(name);
    } catch (error) {
      if (!(error instanceof FetchFailed) || error.status === null) throw error;
      return { code: 'picture-missing', name };
    }
  };
  const [bytes, thumbnail] = [await read(path), await read(small)];
  if ('code' in bytes) return [bytes];
  if (createSha256().update(bytes).hex() !== key) return [{ code: 'picture-replaced', name: path }];
  if ('code' in thumbnail) return [thumbnail];
  const [size, smallSize] = [parseBareWebp(bytes), parseBareWebp(thumbnail)];
  const sizes = {
    width: size?.width,
    height: size?.height,
    thumbnailWidth: smallSize?.width,
    thumbnailHeight: smallSize?.height,
  };
  const wrong = new Set(rows.flatMap((row) => namesOfOthers(row, sizes)));
  return wrong.size === 0
    ? []
    : [{ code: 'figure-wrong', name: `pictures/${key}`, detail: [...wrong].join(', ') }];
}
