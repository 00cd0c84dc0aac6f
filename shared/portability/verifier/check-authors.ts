import type { Fault } from './faults.ts';
import type { FileSource } from './file-sources.ts';
import { hasFile } from './manifest-files.ts';
import { readDumpRows, type VerifiedManifest } from './read-dump.ts';

const AUTHORS = 'whole/authors.jsonl';
const SIGNED = ['payouts', 'incidents', 'reviews', 'client-reviews'].map(
  (file) => `whole/${file}.jsonl`,
);

/** Checks that `authors` has a row for each key under which evidence is signed. */
export async function checkAuthors(
  files: FileSource,
  manifest: VerifiedManifest,
): Promise<Fault[]> {
  if (!hasFile(manifest, AUTHORS)) return [];
  const known = new Set<unknown>();
  for await (const { key } of readDumpRows(files, AUTHORS)) known.add(key);
  const missing = new Set<string>();
  for (const path of SIGNED.filter((one) => hasFile(manifest, one))) {
    for await (const { author } of readDumpRows(files, path))
      if (typeof author === 'string' && !known.has(author)) missing.add(author);
  }
  return [...missing].map((key) => ({ code: 'removed-silently', name: `author/${key}` }));
}
