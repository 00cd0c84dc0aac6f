import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DUMPED_TABLES } from '#server/public-schema/all-tables.ts';
import { parseJsonOrNull } from '#shared/core/parse-json.ts';
import {
  DUMP_FORMAT,
  OLDEST_DUMP_FORMAT,
  dumpManifest,
  type DumpFile,
  type DumpManifest,
} from '#shared/portability/dump-manifest.ts';
import { InvalidDump } from './invalid-dump.ts';

/**
 * Reads a dump's manifest and verifies each file.
 * @throws InvalidDump naming the first wrong file.
 */
export async function verifyDumpFiles(folder: string): Promise<DumpManifest> {
  const manifest = await readManifest(folder);
  const there = new Set(manifest.files.map(({ path }) => path));
  const wanted = [...DUMPED_TABLES.map(({ name }) => `whole/${name}.jsonl`), 'erasures.jsonl'];
  const missing = wanted.find((path) => !there.has(path));
  if (missing !== undefined) throw new InvalidDump(`The dump is not whole: it has no ${missing}.`);
  for (const file of manifest.files) await checkFile(folder, file);
  return manifest;
}

async function readManifest(folder: string): Promise<DumpManifest> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => null);
  if (text === null)
    throw new InvalidDump(`There is no dump in ${folder}: it has no manifest.json.`);
  const read = dumpManifest.safeParse(parseJsonOrNull(text));
  const format = (parseJsonOrNull(text) as { format?: unknown } | null)?.format;
  if (typeof format === 'number' && format > DUMP_FORMAT) {
    throw new InvalidDump(
      `The dump is of format ${format}; this version reads up to ${DUMP_FORMAT}. Use a newer one.`,
    );
  }
  if (typeof format === 'number' && format < OLDEST_DUMP_FORMAT) {
    throw new InvalidDump(
      `The dump is of format ${format}. Restore it with the version that made it, then update.`,
    );
  }
  if (!read.success) throw new InvalidDump('manifest.json is broken. Fetch the dump again.');
  return read.data;
}

async function checkFile(folder: string, { path, bytes, sha256 }: DumpFile): Promise<void> {
  const hash = createHash('sha256');
  let length = 0;
  try {
    for await (const piece of createReadStream(join(folder, path))) {
      hash.update(piece as Buffer);
      length += (piece as Buffer).length;
    }
  } catch {
    throw new InvalidDump(`${path} is missing or cannot be read. Fetch the dump again.`);
  }
  if (length !== bytes || hash.digest('hex') !== sha256) {
    throw new InvalidDump(`${path} is not what the manifest says. Fetch the dump again.`);
  }
}
