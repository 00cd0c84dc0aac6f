import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Db } from '#server/database/db.ts';
import { AppError } from '#server/core/errors.ts';
import { bytesEqual } from '#shared/transparency-log/merkle.ts';
import {
  KEY_TYPES,
  cosignatureTime,
  isSignedBy,
  readCheckpoint,
  readNote,
  readVerifierKey,
  signatureLine,
  type VerifierKey,
} from '#shared/transparency-log/signed-notes.ts';
import { findCheckpoint } from './find-checkpoints.ts';
import { nodeCrypto } from './ed25519-signer.ts';

const WITNESSES = 'witnesses.txt';
/** Maximum clock difference between a cosignature's timestamp and our time, in seconds. */
const CLOCK_SECONDS = 3600;

/** A witness that the operator trusts. */
export type Witness = {
  readonly key: VerifierKey;
  /**
   * Submission prefix of its add-checkpoint (C2SP tlog-witness), without a slash at its end; null
   * where it comes by itself.
   */
  readonly submitTo: string | null;
};

/** Trusted witnesses, from a file in the data folder: a key a line, and its address where it has one. */
export async function readWitnesses(dataDir: string): Promise<Witness[]> {
  const text = await readFile(join(dataDir, WITNESSES), 'utf8').catch(() => '');
  const witnesses = await Promise.all(text.split('\n').map(readWitness));
  return witnesses.filter((witness) => witness !== null);
}

async function readWitness(text: string): Promise<Witness | null> {
  const [line = '', address] = text.trim().split(/\s+/);
  const key = await readVerifierKey(nodeCrypto.sha256, line);
  if (key?.type !== KEY_TYPES.witness) return null;
  return { key, submitTo: address === undefined ? null : address.replace(/\/+$/, '') };
}

/**
 * Stores a known witness's cosignature of one of our checkpoints.
 * @throws AppError bad-input where the note is malformed, not-found where it is not a checkpoint of
 * ours, not-allowed where no known witness signed it.
 */
export async function addCosignature(
  tx: Db,
  witnesses: readonly VerifierKey[],
  text: string,
  now: Date,
): Promise<void> {
  const note = readNote(text);
  const said = note === null ? null : readCheckpoint(note.body);
  if (note === null || said === null) throw new AppError('bad-input');
  const root = Buffer.from(said.root).toString('hex');
  const checkpoint = await findCheckpoint(tx.sql, said.size, root);
  if (checkpoint === null || !checkpoint.note.startsWith(`${note.body}\n`))
    throw new AppError('not-found');
  let taken = 0;
  for (const key of witnesses) {
    if (!(await isSignedBy(nodeCrypto, note, key))) continue;
    // Matched by key id too: another line may have the same name, and its signature was not verified.
    const signature = note.signatures.findLast(
      ({ name, id }) => name === key.name && bytesEqual(id, key.id),
    );
    const seconds = cosignatureTime(signature?.bytes ?? new Uint8Array());
    if (signature === undefined || seconds === null) continue;
    if (seconds > now.getTime() / 1000 + CLOCK_SECONDS) continue;
    const line = signatureLine(key, signature.bytes);
    const at = { size: BigInt(said.size), witness: key.name };
    await tx.recordCosignature.upsert({
      where: { size_witness: at },
      create: { ...at, line },
      update: { line },
    });
    taken += 1;
  }
  if (taken === 0) throw new AppError('not-allowed');
}
