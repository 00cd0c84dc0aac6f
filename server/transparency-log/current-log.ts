import { newId } from '#server/core/ids.ts';
import { dateOf, type Db } from '#server/database/db.ts';
import { today } from '#shared/core/days.ts';
import {
  readCheckpoint,
  readNote,
  writeCheckpoint,
} from '#shared/transparency-log/signed-notes.ts';
import { NEXT_KEY } from '#shared/transparency-log/verify-log.ts';
import type { Signer } from './ed25519-signer.ts';
import type { RecordKeys } from './signing-keys.ts';
import { record } from './append-entries.ts';
import { rootOf } from '#shared/transparency-log/tiles.ts';
import { sameBytes } from '#shared/transparency-log/merkle.ts';
import { treeIn, treeSize } from './hash-tiles.ts';

/** Why a log was started: the first one, after a restore, as a fork, or with a new key. */
export type Beginning = 'first' | 'restored' | 'forked' | 'key-changed';

export type Log = {
  readonly number: number;
  readonly began: string;
  readonly origin: string;
  readonly key: string;
  readonly cites: string;
};

/** The site's settings for its log. */
export type LogSite = {
  readonly keys: RecordKeys;
  /** PUBLIC_URL, whose host is the first part of the log's origin. */
  readonly publicUrl: string | null;
};

/** The current log; null where there is none. */
export async function currentLog(tx: Db): Promise<Log | null> {
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
export async function beginLog(
  tx: Db,
  site: LogSite,
  began: Beginning,
  cites: string,
  now: Date,
): Promise<Log> {
  const former = await currentLog(tx);
  const base = site.publicUrl === null ? null : `${new URL(site.publicUrl).host}/record`;
  const first = base ?? `contrenote-${newId()}/record`;
  const origin =
    began === 'key-changed' && former !== null
      ? former.origin
      : began === 'first'
        ? first
        : `${first}/${newId()}`;
  const { line } = await site.keys.signerFor(origin);
  const log = { number: (former?.number ?? 0) + 1, began, origin, key: line, cites };
  await tx.recordLog.create({ data: { ...log, beganOn: dateOf(today(now)) } });
  await record(tx, now, { kind: `log-${began}`, subject: `log/${log.number}`, content: log });
  return log;
}

/**
 * Returns the current log and its signer. Starts a new log where there is none, where the key changed,
 * or where the database lacks what was signed last (it was restored from a backup).
 * @param known the last signed note, as the data folder keeps it; null where there is none.
 */
export async function openLog(
  tx: Db,
  site: LogSite,
  known: string | null,
  now: Date,
): Promise<{ log: Log; signer: Signer }> {
  let log = await currentLog(tx);
  if (known !== null && (log === null || (await isBehind(tx, known)))) {
    log = await beginLog(tx, site, 'restored', known, now);
  }
  log ??= await beginLog(tx, site, 'first', '', now);
  let signer = await site.keys.signerFor(log.origin);
  if (log.key !== signer.line) {
    log = await beginLog(tx, site, 'key-changed', await confirmKey(tx, site, log, signer), now);
    signer = await site.keys.signerFor(log.origin);
  }
  return { log, signer };
}

/** Whether the signed tree is no prefix of the database's tree. */
async function isBehind(tx: Db, known: string): Promise<boolean> {
  const checkpoint = readCheckpoint(readNote(known)?.body ?? '');
  if (checkpoint === null) return false;
  const { sql } = tx;
  const size = await treeSize(sql);
  if (checkpoint.size > size) return true;
  const root = await rootOf(treeIn(sql, size), checkpoint.size).catch(() => null);
  return root === null || !sameBytes(root, checkpoint.root);
}

/**
 * The last checkpoint with the next key as an extension, signed by the former key, if that is still
 * configured.
 */
async function confirmKey(tx: Db, site: LogSite, log: Log, next: Signer): Promise<string> {
  const last = await tx.recordCheckpoint.findFirst({ orderBy: { size: 'desc' } });
  if (last === null) return '';
  const checkpoint = readCheckpoint(readNote(last.note)?.body ?? '');
  const former = await site.keys.formerSigner(log.origin, log.key);
  if (checkpoint === null || former === null || checkpoint.origin !== log.origin) return last.note;
  const body = writeCheckpoint({ ...checkpoint, extensions: [`${NEXT_KEY}${next.line}`] });
  return `${body}\n${former.sign(body, 0)}`;
}
