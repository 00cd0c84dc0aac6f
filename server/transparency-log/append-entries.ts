import { createHash, randomBytes } from 'node:crypto';
import canonicalize from 'canonicalize';
import { loadCommittedContents } from '#server/public-schema/load-committed-contents.ts';
import type { Db } from '#server/database/db.ts';
import { today } from '#shared/core/days.ts';
import { ENTRY_KINDS, entryKindsCommittingTo, type EntryKindCommittingTo } from './entry-kinds.ts';

/**
 * An act to log, by what its kind commits to (`entry-kinds.ts`). It never says who acted: rows do, where
 * needed, and are anonymised when the account is deleted; an append-only log could not be.
 */
export type LogEntry = { readonly subject: string } & (
  | { readonly kind: EntryKindCommittingTo<'content' | 'end'> }
  | {
      readonly kind: EntryKindCommittingTo<'row'>;
      /** Name of the public row that the act inserted, e.g. decision/3k9…. */
      readonly row: string;
    }
  | { readonly kind: EntryKindCommittingTo<'sealed'>; readonly content: unknown }
);

/**
 * Logs an act in its own transaction, as an entry that waits to be added to the tree. Call after all
 * other writes of the act, because it reads the public content back.
 */
export async function appendEntry(tx: Db, now: Date, act: LogEntry): Promise<void> {
  await appendEntries(tx, now, [act]);
}

/** Like `appendEntry`, with content that `committedContentSql` has already read. */
export async function appendWrittenContent(
  tx: Db,
  now: Date,
  act: LogEntry & { readonly kind: EntryKindCommittingTo<'content'> },
  content: unknown,
): Promise<void> {
  await insertEntries(tx, now, [{ ...act, content }]);
}

/** Logs many acts of one transaction in order; reads their contents in batches. */
export async function appendEntries(tx: Db, now: Date, acts: readonly LogEntry[]): Promise<void> {
  const named = acts.flatMap((act) => nameOfContent(act) ?? []);
  const contents = named.length === 0 ? NONE : await loadCommittedContents(tx, named);
  await insertEntries(
    tx,
    now,
    acts.map((act) => ({ ...act, content: committed(act, contents) })),
  );
}

/**
 * Logs a subject's public content again where it differs from its last entry: its author may have
 * edited it while it was hidden. Does nothing for what is not public.
 */
export async function appendIfContentChanged(
  tx: Db,
  now: Date,
  subject: string,
  kind: EntryKindCommittingTo<'content'> = 'content-stated',
): Promise<void> {
  const last = await tx.recordEntry.findFirst({
    where: { subject, kind: { in: entryKindsCommittingTo('content') } },
    orderBy: { id: 'desc' },
    select: { salt: true, commitment: true },
  });
  if (last === null || last.salt === null) return;
  const content = (await loadCommittedContents(tx, [subject])).get(subject);
  if (content === undefined || commitmentOf(last.salt, content) === last.commitment) return;
  await appendEntry(tx, now, { kind, subject });
}

const NONE: ReadonlyMap<string, unknown> = new Map();

/** Name of the public row whose content the entry commits to; null where it commits to none. */
function nameOfContent(act: LogEntry): string | null {
  if ('row' in act) return act.row;
  return ENTRY_KINDS[act.kind].to === 'content' ? act.subject : null;
}

function committed(act: LogEntry, contents: ReadonlyMap<string, unknown>): unknown {
  if ('content' in act) return act.content;
  const name = nameOfContent(act);
  if (name === null) return { subject: act.subject };
  const content = contents.get(name);
  if (content === undefined) throw new Error(`${act.kind}: ${name} is not public`);
  return content;
}

/** An act with the content to commit to. */
export type EntryWithContent = {
  readonly kind: string;
  readonly subject: string;
  readonly content: unknown;
};

/** Inserts log entries with commitments to the given contents. */
export async function insertEntries(
  tx: Db,
  now: Date,
  acts: readonly EntryWithContent[],
): Promise<void> {
  if (acts.length === 0) return;
  await tx.sql(
    `INSERT INTO record_entry (day, kind, subject, salt, commitment)
     SELECT $1::date, act.kind, act.subject, act.salt, act.commitment
       FROM ROWS FROM (json_to_recordset($2::json)
            AS (kind text, subject text, salt text, commitment text))
            WITH ORDINALITY AS act (kind, subject, salt, commitment, nth)
      ORDER BY act.nth`,
    [today(now), JSON.stringify(acts.map(entryOf))],
  );
}

type Entry = {
  kind: string;
  subject: string;
  salt: string;
  commitment: string;
};

function entryOf({ kind, subject, content }: EntryWithContent): Entry {
  const salt = randomBytes(16).toString('hex');
  return { kind, subject, salt, commitment: commitmentOf(salt, content) };
}

/** The commitment: SHA-256 of the salt and the content's canonical JSON (RFC 8785), in hex. */
export function commitmentOf(salt: string, content: unknown): string {
  return createHash('sha256')
    .update(salt)
    .update(canonicalize(content) ?? 'null')
    .digest('hex');
}

// Entries that keep their salts: decisions stay verifiable after their subject is deleted.
const DECIDED = /-(?:hidden|removed|veiled|restored|left-standing)$/;
const STAYING = Object.keys(ENTRY_KINDS).filter((kind) => DECIDED.test(kind));

/** Erases the salts of a subject's entries (crypto-shredding): its commitments stay and reveal nothing. */
export async function eraseSalts(tx: Db, subject: string): Promise<void> {
  await tx.recordEntry.updateMany({
    where: { subject, kind: { notIn: STAYING } },
    data: { salt: null },
  });
}
