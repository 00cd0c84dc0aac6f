import { randomBytes } from 'node:crypto';
import {
  loadCommittedContents,
  wordColumnsOf,
} from '#server/public-schema/load-committed-contents.ts';
import type { Db } from '#server/database/db.ts';
import { today } from '#shared/core/days.ts';
import {
  APART_FORM,
  commitApart,
  commitmentOf,
  partContent,
} from '#shared/transparency-log/commitments.ts';
import {
  ENTRY_KINDS,
  entryKindsCommittingTo,
  type EntryKindCommittingTo,
} from '#shared/transparency-log/entry-kinds.ts';

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
    select: { subject: true, form: true, salt: true, commitment: true },
  });
  if (last === null || last.salt === null) return;
  const content = (await loadCommittedContents(tx, [subject])).get(subject);
  if (content === undefined || commitsTo(last, content)) return;
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
    `INSERT INTO record_entry (day, kind, subject, salt, commitment, words, form)
     SELECT $1::date, act.kind, act.subject, act.salt, act.commitment, act.words, act.form
       FROM ROWS FROM (json_to_recordset($2::json)
            AS (kind text, subject text, salt text, commitment text, words text, form int))
            WITH ORDINALITY AS act (kind, subject, salt, commitment, words, form, nth)
      ORDER BY act.nth`,
    [today(now), JSON.stringify(acts.map(entryOf))],
  );
}

type Entry = EntryCommitment & {
  readonly kind: string;
  readonly subject: string;
  readonly salt: string;
};

function entryOf({ kind, subject, content }: EntryWithContent): Entry {
  const salt = randomBytes(16).toString('hex');
  return { kind, subject, salt, ...commitEntry(kind, subject, salt, content) };
}

/** What an entry commits to: `words` is the commitment to the words alone, in `APART_FORM` only. */
export type EntryCommitment = {
  readonly form: number;
  readonly commitment: string;
  readonly words: string | null;
};

/**
 * Commits to the content of an entry: to facts and words apart where it is that of a subject with words
 * that dumps leave out while they are recent, else whole.
 */
export function commitEntry(
  kind: string,
  subject: string,
  salt: string,
  content: unknown,
): EntryCommitment {
  const names = STATING.has(kind) ? wordColumnsOf(subject) : [];
  if (names.length === 0 || typeof content !== 'object' || content === null)
    return { form: 1, commitment: commitmentOf(salt, content), words: null };
  return { form: APART_FORM, ...commitApart(salt, partContent(content, names)) };
}

const STATING: ReadonlySet<string> = new Set(entryKindsCommittingTo('content'));

/** Whether an entry commits to a content, of form 1 or later. */
export function commitsTo(
  { subject, form, salt, commitment }: EntryOpening,
  content: unknown,
): boolean {
  if (salt === null) return false;
  if (form !== APART_FORM) return commitmentOf(salt, content) === commitment;
  if (typeof content !== 'object' || content === null) return false;
  return commitApart(salt, partContent(content, wordColumnsOf(subject))).commitment === commitment;
}

/** The columns of an entry that say what it commits to. */
export type EntryOpening = {
  readonly subject: string;
  readonly form: number;
  readonly salt: string | null;
  readonly commitment: string;
};

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
