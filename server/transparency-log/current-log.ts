import { randomId } from '#server/core/ids.ts';
import { dayToDate, type Db } from '#server/database/db.ts';
import { today } from '#shared/core/days.ts';
import {
  readCheckpoint,
  readNote,
  writeCheckpoint,
} from '#shared/transparency-log/signed-notes.ts';
import { NEXT_KEY_PREFIX } from '#shared/transparency-log/check-log.ts';
import type { NoteSigner } from './ed25519-signer.ts';
import type { LogSigningKeys } from './signing-keys.ts';
import { appendEntry } from './append-entries.ts';
import { treeRoot } from '#shared/transparency-log/tiles.ts';
import { bytesEqual } from '#shared/transparency-log/merkle.ts';
import { openDatabaseTree, readTreeSize } from './hash-tiles.ts';

/** Why a log was started: the first one, after a restore, as a fork, or with a new key. */
export type LogStartReason = 'first' | 'restored' | 'forked' | 'key-changed';

export type TransparencyLog = {
  readonly number: number;
  readonly began: string;
  readonly origin: string;
  readonly key: string;
  readonly cites: string;
};

export type LogSettings = {
  readonly keys: LogSigningKeys;
  /** PUBLIC_URL, whose host is the first part of the log's origin. */
  readonly publicUrl: string | null;
};

export async function findCurrentLog(tx: Db): Promise<TransparencyLog | null> {
  return tx.recordLog.findFirst({
    orderBy: { number: 'desc' },
    select: { number: true, began: true, origin: true, key: true, cites: true },
  });
}

/**
 * Starts a log, whose first entry says so. After a restore or a fork it gets a new origin, so that
 * signatures under the former one stay true.
 * @param cites the last known checkpoint; empty for the first log.
 */
export async function startLog(
  tx: Db,
  site: LogSettings,
  began: LogStartReason,
  cites: string,
  now: Date,
): Promise<TransparencyLog> {
  const former = await findCurrentLog(tx);
  const base = site.publicUrl === null ? null : `${new URL(site.publicUrl).host}/record`;
  const first = base ?? `contrenote-${randomId()}/record`;
  const origin =
    began === 'key-changed' && former !== null
      ? former.origin
      : began === 'first'
        ? first
        : `${first}/${randomId()}`;
  const { line } = await site.keys.signerFor(origin);
  const log = { number: (former?.number ?? 0) + 1, began, origin, key: line, cites };
  await tx.recordLog.create({ data: { ...log, beganOn: dayToDate(today(now)) } });
  await appendEntry(tx, now, { kind: `log-${began}`, subject: `log/${log.number}`, content: log });
  return log;
}

/**
 * Returns the current log and its signer. Starts a new log where there is none, where the key changed,
 * or where the database lacks what was signed last (it was restored from a backup).
 * @param known the last signed note, as the data folder keeps it; null where there is none.
 */
export async function openLog(
  tx: Db,
  site: LogSettings,
  known: string | null,
  now: Date,
): Promise<{ log: TransparencyLog; signer: NoteSigner }> {
  let log = await findCurrentLog(tx);
  if (known !== null && (log === null || (await isBehind(tx, known)))) {
    log = await startLog(tx, site, 'restored', known, now);
  }
  log ??= await startLog(tx, site, 'first', '', now);
  let signer = await site.keys.signerFor(log.origin);
  if (log.key !== signer.line) {
    log = await startLog(tx, site, 'key-changed', await confirmKey(tx, site, log, signer), now);
    signer = await site.keys.signerFor(log.origin);
  }
  return { log, signer };
}

/** Whether the database lacks what was signed last: its tree is smaller than the signed one, or differs. */
async function isBehind(tx: Db, known: string): Promise<boolean> {
  const checkpoint = readCheckpoint(readNote(known)?.body ?? '');
  if (checkpoint === null) return false;
  const { sql } = tx;
  const size = await readTreeSize(sql);
  if (checkpoint.size > size) return true;
  const root = await treeRoot(openDatabaseTree(sql, size), checkpoint.size).catch(() => null);
  return root === null || !bytesEqual(root, checkpoint.root);
}

/**
 * The note that a log with a new key cites: the last checkpoint with the next key as an extension,
 * signed by the former key if that is still configured; else the last note as it is.
 */
async function confirmKey(
  tx: Db,
  site: LogSettings,
  log: TransparencyLog,
  next: NoteSigner,
): Promise<string> {
  const last = await tx.recordCheckpoint.findFirst({ orderBy: { size: 'desc' } });
  if (last === null) return '';
  const checkpoint = readCheckpoint(readNote(last.note)?.body ?? '');
  const former = await site.keys.formerSigner(log.origin, log.key);
  if (checkpoint === null || former === null || checkpoint.origin !== log.origin) return last.note;
  const body = writeCheckpoint({ ...checkpoint, extensions: [`${NEXT_KEY_PREFIX}${next.line}`] });
  return `${body}\n${former.sign(body, 0)}`;
}
