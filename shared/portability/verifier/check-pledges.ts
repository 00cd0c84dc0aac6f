import { createSha256, type Sha256Hash } from '#sha256';
import { encodePledgerActMessage } from '#shared/collective/pledge-messages.ts';
import { fromBase64, type NoteCrypto } from '#shared/transparency-log/signed-notes.ts';
import type { Fault } from './faults.ts';
import type { FileSource } from './file-sources.ts';
import { hasFile } from './manifest-files.ts';
import { readDumpRows, type DumpRow, type VerifiedManifest } from './read-dump.ts';

const BOYCOTTS = 'whole/boycotts.jsonl';
const PLEDGES = 'whole/boycott-pledges.jsonl';
const ACTS = 'whole/boycott-acts.jsonl';

type Counted = { readonly hash: Sha256Hash; readonly keys: Set<string>; readonly told: unknown };

/**
 * Checks that the published pledges of each boycott are those whose hash was recorded when it
 * began, and that the key of a pledge signed each act.
 */
export async function checkPledges(
  crypto: NoteCrypto,
  files: FileSource,
  manifest: VerifiedManifest,
): Promise<Fault[]> {
  if (![BOYCOTTS, PLEDGES, ACTS].every((path) => hasFile(manifest, path))) return [];
  const counted = new Map<string, Counted>();
  for await (const { id, pledgesHash } of readDumpRows(files, BOYCOTTS)) {
    counted.set(String(id), {
      hash: createSha256(),
      keys: new Set(),
      told: pledgesHash ?? null,
    });
  }
  const faults: Fault[] = [];
  // A dump sorts the pledges of a boycott by key, as they were hashed.
  for await (const { boycott, rank, key, prefix, signature } of readDumpRows(files, PLEDGES)) {
    const own = counted.get(String(boycott));
    own?.hash.update(`${[rank, key, prefix, signature].map(String).join(' ')}\n`);
    own?.keys.add(String(key));
  }
  for (const [id, { hash, told }] of counted) {
    if (told !== null && hash.hex() !== told)
      faults.push({ code: 'pledges-changed', name: `boycott/${id}` });
  }
  for await (const act of readDumpRows(files, ACTS)) {
    const isPledged = counted.get(String(act['boycott']))?.keys.has(String(act['key'])) === true;
    if (isPledged && (await isSigned(crypto, act))) continue;
    faults.push({ code: 'act-unsigned', name: `boycott-acts/${String(act['key'])}` });
  }
  return faults;
}

async function isSigned(
  crypto: NoteCrypto,
  { boycott, key, purpose, counter, value, signature }: DumpRow,
): Promise<boolean> {
  const act = { purpose: String(purpose), counter: Number(counter), value: String(value) };
  const bytesOf = (base64: unknown): Uint8Array => fromBase64(String(base64)) ?? new Uint8Array();
  try {
    const message = encodePledgerActMessage(String(boycott), act);
    return await crypto.verifyEd25519(bytesOf(key), message, bytesOf(signature));
  } catch {
    return false;
  }
}
