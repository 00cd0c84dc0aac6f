import type { FastifyBaseLogger } from 'fastify';
import type { Database } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { cosignedAt, toBase64 } from '#shared/transparency-log/signed-notes.ts';
import { proveConsistency } from '#shared/transparency-log/tiles.ts';
import { addCosignature, readWitnesses, type Witness } from './cosignatures.ts';
import { findLatestCheckpoint, type SignedCheckpoint } from './find-checkpoints.ts';
import { openDatabaseTree } from './hash-tiles.ts';

/** The log's side of C2SP tlog-witness: asks witnesses that others run to cosign the checkpoint. */

export type CosignatureDeps = {
  readonly database: Pick<Database, 'prisma' | 'sql'>;
  readonly dataDir: string;
  readonly log: Pick<FastifyBaseLogger, 'warn'>;
  /** Signal that is aborted at shutdown. */
  readonly signal?: AbortSignal;
};

const TIMEOUT_MS = 15_000;
/** Longest answer that is read, in characters; a cosignature takes about 150. */
const LONGEST_ANSWER = 16_384;
/** Age after which a witness is asked again for the same checkpoint, so that its silence shows. */
const ASK_AGAIN_MS = 86_400_000;

/**
 * Requests a cosignature of the latest checkpoint from each witness that has an address of its own and
 * has not cosigned it. Logs failures; the next run tries again.
 */
export async function requestCosignatures(site: CosignatureDeps, now: Date): Promise<void> {
  const { database, dataDir, log, signal } = site;
  const witnesses = await readWitnesses(dataDir);
  const checkpoint = await findLatestCheckpoint(database.sql);
  if (checkpoint === null) return;
  for (const witness of witnesses) {
    if (witness.submitTo === null || signal?.aborted === true) continue;
    try {
      await requestCosignature(site, witness, checkpoint, now);
    } catch (error) {
      // The error of `fetch` names the reason only in its cause.
      const cause = error instanceof Error ? (error.cause ?? error) : error;
      const why = cause instanceof Error ? cause.message : String(cause);
      log.warn({ witness: witness.key.name, why }, 'a witness did not cosign');
    }
  }
}

class WitnessRefused extends Error {}

async function requestCosignature(
  { database, signal }: CosignatureDeps,
  { key, submitTo }: Witness,
  checkpoint: SignedCheckpoint,
  now: Date,
): Promise<void> {
  const last = await findLastCosigned(database.sql, key.name);
  const isCurrent = last?.size === checkpoint.size;
  if (isCurrent && now.getTime() - last.cosignedAt.getTime() < ASK_AGAIN_MS) return;
  const send = async (oldSize: number): Promise<Response> =>
    fetch(`${submitTo}/add-checkpoint`, {
      method: 'POST',
      body: await writeRequest(database.sql, oldSize, checkpoint),
      redirect: 'error',
      signal: AbortSignal.any([
        AbortSignal.timeout(TIMEOUT_MS),
        ...(signal === undefined ? [] : [signal]),
      ]),
    });
  let answer = await send(last?.size ?? 0);
  if (answer.status === 409) {
    // The witness tells which size it cosigned last: that of a request whose answer was lost.
    const size = Number(await readText(answer));
    if (!Number.isSafeInteger(size) || size > checkpoint.size || size === last?.size)
      throw new WitnessRefused(`it cosigned another past: ${size} acts`);
    answer = await send(size);
  }
  const text = await readText(answer);
  if (!answer.ok) throw new WitnessRefused(`it answered ${answer.status}`);
  const note = `${checkpoint.note}${text}`;
  await database.prisma.$transaction((tx) => addCosignature(tx, [key], note, now));
}

/** The body of an add-checkpoint request: the old size, the consistency proof, the signed note. */
async function writeRequest(
  sql: Sql,
  oldSize: number,
  { size, note }: SignedCheckpoint,
): Promise<string> {
  const needsProof = oldSize > 0 && oldSize < size;
  const proof = needsProof ? await proveConsistency(openDatabaseTree(sql, size), oldSize) : [];
  return [`old ${oldSize}`, ...proof.map(toBase64), '', note].join('\n');
}

async function readText(answer: Response): Promise<string> {
  const text = await answer.text();
  if (text.length > LONGEST_ANSWER) throw new WitnessRefused('its answer is too long');
  return text;
}

/** The size of the largest tree that a witness cosigned, and when it did; null without any. */
async function findLastCosigned(
  sql: Sql,
  witness: string,
): Promise<{ readonly size: number; readonly cosignedAt: Date } | null> {
  const [row] = await sql(LAST_COSIGNED, [witness]);
  if (row === undefined) return null;
  return { size: row.size, cosignedAt: cosignedAt(row.line) ?? new Date(0) };
}

const LAST_COSIGNED = statement(
  { size: col.int, line: col.text },
  `SELECT size, line FROM record_cosignature WHERE witness = $1 ORDER BY size DESC LIMIT 1`,
);
