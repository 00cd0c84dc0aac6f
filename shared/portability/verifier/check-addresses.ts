import { createSha256 } from '#sha256';
import type { Fault } from './faults.ts';
import type { FileSource } from './file-sources.ts';
import { hasFile } from './manifest-files.ts';
import { readDumpRows, type VerifiedManifest } from './read-dump.ts';

const FORUMS = 'whole/old-forums.jsonl';
const ADDRESSES = 'whole/old-addresses.jsonl';

/** Checks that the addresses of each former forum are those whose hash is recorded. */
export async function checkAddresses(
  files: FileSource,
  manifest: VerifiedManifest,
): Promise<Fault[]> {
  if (!hasFile(manifest, FORUMS) || !hasFile(manifest, ADDRESSES)) return [];
  const hashes = new Map<string, ReturnType<typeof createSha256>>();
  // A dump sorts the addresses of a forum as they were hashed.
  for await (const { source, kind, original, ours } of readDumpRows(files, ADDRESSES)) {
    const hash = hashes.get(String(source)) ?? createSha256();
    hashes.set(String(source), hash.update(`${[kind, original, ours].map(String).join(' ')}\n`));
  }
  const faults: Fault[] = [];
  const known = new Set<string>();
  for await (const { id, addressesHash } of readDumpRows(files, FORUMS)) {
    known.add(String(id));
    const hash = hashes.get(String(id)) ?? createSha256();
    if (addressesHash !== undefined && hash.hex() !== addressesHash)
      faults.push({ code: 'changed-silently', name: `old-forum/${String(id)}` });
  }
  for (const source of hashes.keys())
    if (!known.has(source)) faults.push({ code: 'removed-silently', name: `old-forum/${source}` });
  return faults;
}
