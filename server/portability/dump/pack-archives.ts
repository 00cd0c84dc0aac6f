import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Licence } from '#shared/portability/dump-manifest.ts';
import {
  DUMP_ARCHIVES,
  dumpArchiveName,
  dumpFolderName,
  type PublishedDump,
} from '#shared/portability/published-dumps.ts';

/**
 * Files and folders in each archive; `whole` has all that a new site is made from, including
 * figures.
 */
const CONTENTS = {
  figures: ['README.txt', 'LICENSE-figures.txt', 'figures'],
  whole: ['.'],
} as const;
const LICENCES = { figures: 'ODbL-1.0', whole: 'CC-BY-SA-4.0' } as const satisfies Record<
  (typeof DUMP_ARCHIVES)[number],
  Licence
>;

/**
 * Packs a dump's folder into its archives, written to another folder. Paths inside begin with the
 * dump's name.
 * @throws when `signal` aborts.
 */
export async function packDumpArchives(
  folder: string,
  into: string,
  madeOn: string,
  signal: AbortSignal | undefined,
): Promise<PublishedDump['archives']> {
  const { create } = await import('tar');
  const archives: PublishedDump['archives'] = [];
  for (const archive of DUMP_ARCHIVES) {
    const name = dumpArchiveName(archive, madeOn);
    const file = join(into, name);
    const settings = {
      cwd: folder,
      file,
      prefix: dumpFolderName(madeOn),
      gzip: true,
      // Omits the user's and group's names and ids.
      portable: true,
      filter: () => signal?.aborted !== true,
    };
    await create(settings, [...CONTENTS[archive]]);
    signal?.throwIfAborted();
    const { size: bytes } = await stat(file);
    const licence = LICENCES[archive];
    archives.push({ archive, name, bytes, sha256: await hashOf(file), licence });
  }
  return archives;
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file)) hash.update(piece as Buffer);
  return hash.digest('hex');
}
