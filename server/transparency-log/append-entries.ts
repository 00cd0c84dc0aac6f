import { randomBytes } from 'node:crypto';
import {
  loadCommittedContents,
  partsOfContent,
} from '#server/public-schema/load-committed-contents.ts';
import type { Db } from '#server/database/db.ts';
import { MAX_EDITS_PER_POST } from '#shared/community/forum.ts';
import { today } from '#shared/core/days.ts';
import { foldName } from '#shared/core/text.ts';
import {
  AUTHOR_FORM,
  commitRow,
  commitToAuthor,
  commitmentOf,
  type CommittedParts,
  type RowCommitment,
} from '#shared/transparency-log/commitments.ts';
import {
  ENTRY_KINDS,
  entryKindsCommittingTo,
  type Commitment,
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

/**
 * SQL: CTEs that log one act, as `appendEntry` does, within a statement that writes its subject. Its parameters from
 * `$first` on are `valuesOfWrittenEntry`.
 */
export function writtenEntrySql(first: number): string {
  const [day, kind, subject, salt, commitment, words, author, form, authorSalt, authorKey] =
    Array.from({ length: 10 }, (_, nth) => `$${first + nth}`);
  return `
  opened AS (
    INSERT INTO record_author_salt (commitment, salt, member_id)
    SELECT ${author}::text, ${authorSalt}::text, m.id FROM member m WHERE m.pseudonym_key = ${authorKey}::text),
  logged AS (
    INSERT INTO record_entry (day, kind, subject, salt, commitment, words, author, form)
    VALUES (${day}::date, ${kind}, ${subject}, ${salt}, ${commitment}, ${words}, ${author}, ${form}::int))`;
}

/** The parameters of `writtenEntrySql`, with content that `committedContentSql` has already read. */
export function valuesOfWrittenEntry(
  now: Date,
  act: LogEntry & { readonly kind: EntryKindCommittingTo<'content'> },
  content: unknown,
): (string | number | null)[] {
  const { kind, subject, salt, commitment, words, author, form, author_salt, author_key } = entryOf(
    { ...act, content },
  );
  return [
    today(now),
    kind,
    subject,
    salt,
    commitment,
    words,
    author,
    form,
    author_salt,
    author_key,
  ];
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
 * Logs a subject's public content again where it differs from its last entry (its author may have
 * edited it while it was hidden), or where the last entry has an older form, which does not cover
 * columns added since. Does nothing for content that is not public.
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
    select: { subject: true, form: true, salt: true, commitment: true, author: true },
  });
  if (last === null || last.salt === null) return;
  const content = (await loadCommittedContents(tx, [subject])).get(subject);
  if (content === undefined || saysAllOf(last, content)) return;
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
    `WITH act AS (
       SELECT * FROM ROWS FROM (json_to_recordset($2::json)
         AS (kind text, subject text, salt text, commitment text, words text, author text,
             author_salt text, author_key text, form int)) WITH ORDINALITY
         AS act (kind, subject, salt, commitment, words, author, author_salt, author_key, form, nth)),
     opened AS (${authorSaltsSql('act a')})
     INSERT INTO record_entry (day, kind, subject, salt, commitment, words, author, form)
     SELECT $1::date, kind, subject, salt, commitment, words, author, form FROM act ORDER BY nth`,
    [today(now), JSON.stringify(acts.map(entryOf))],
  );
}

/**
 * SQL: stores what opens the commitments of entries to their authors, under the authors' accounts;
 * `rows` is SQL of rows `a` with columns of `EntryCommitment`. By `LIMIT` the planner looks each author up, where a
 * join would read all members.
 */
export function authorSaltsSql(rows: string): string {
  return `INSERT INTO record_author_salt (commitment, salt, member_id)
    SELECT a.author, a.author_salt, m.id FROM ${rows}
     CROSS JOIN LATERAL (SELECT id FROM member WHERE pseudonym_key = a.author_key LIMIT 1) m`;
}

type Entry = EntryCommitment & {
  readonly kind: string;
  readonly subject: string;
  readonly salt: string;
};

function entryOf({ kind, subject, content }: EntryWithContent): Entry {
  const salt = randomSalt();
  return { kind, subject, salt, ...commitEntry(kind, subject, salt, content) };
}

const randomSalt = (): string => randomBytes(16).toString('hex');

/** The columns of a new entry with its commitments. */
export type EntryCommitment = RowCommitment & {
  readonly form: number;
  /**
   * The commitment to the author alone, the salt that opens it, and her folded pseudonym; all null
   * without an author.
   */
  readonly author: string | null;
  readonly author_salt: string | null;
  readonly author_key: string | null;
};

const NOBODY = { author: null, author_salt: null, author_key: null };

/** Commits to the content of an entry, in the last form where it is a public row. */
export function commitEntry(
  kind: string,
  subject: string,
  salt: string,
  content: unknown,
): EntryCommitment {
  const row = rowOf(kind, subject);
  const parts = row === null ? null : partsOfContent(row, content);
  if (parts === null) {
    return { form: 1, commitment: commitmentOf(salt, content), words: null, ...NOBODY };
  }
  const author = authorOf(parts);
  return { form: AUTHOR_FORM, ...commitRow(AUTHOR_FORM, salt, parts, author.author), ...author };
}

function authorOf({
  author: by,
}: CommittedParts): Pick<EntryCommitment, 'author' | 'author_salt' | 'author_key'> {
  if (by === null) return NOBODY;
  const salt = randomSalt();
  return { author: commitToAuthor(salt, by), author_salt: salt, author_key: foldName(by) };
}

/**
 * Returns the record name of the row that an entry commits to, or its prefix; null for entries that
 * commit to no row.
 */
function rowOf(kind: string, subject: string): string | null {
  const commitment: Commitment | undefined = KINDS[kind];
  if (commitment?.to === 'row') return `${commitment.of}/`;
  return commitment?.to === 'content' ? subject : null;
}

const KINDS: Readonly<Record<string, Commitment>> = ENTRY_KINDS;

/**
 * Whether an entry, of form 1 or later, commits to a content. An older form does not cover columns
 * added since, and forms before `AUTHOR_FORM` do not cover the author.
 */
export function commitsTo(
  { subject, form, salt, commitment, author }: EntryOpening,
  content: unknown,
): boolean {
  if (salt === null) return false;
  const parts = partsOfContent(subject, content);
  if (parts === null) return commitmentOf(salt, content) === commitment;
  return commitRow(form, salt, parts, author).commitment === commitment;
}

/** Whether an entry commits to a content and to all columns of it. */
function saysAllOf(entry: EntryOpening, content: unknown): boolean {
  const { added = {}, addedWords = {} } = partsOfContent(entry.subject, content) ?? {};
  const since = { ...added, ...addedWords };
  const isOlder = entry.form < AUTHOR_FORM && Object.keys(since).length > 0;
  return !isOlder && commitsTo(entry, content);
}

/** The columns of an entry that open its commitment. */
export type EntryOpening = {
  readonly subject: string;
  readonly form: number;
  readonly salt: string | null;
  readonly commitment: string;
  readonly author: string | null;
};

// Entries that keep their salts: decisions stay verifiable after their subject is deleted.
const DECIDED =
  /-(?:hidden|removed|veiled|restored|left-standing)$|^(?:post|review)-(?:un)?covered$/;
const STAYING = Object.keys(ENTRY_KINDS).filter((kind) => DECIDED.test(kind));

/** Erases the salts of a subject's entries (crypto-shredding): its commitments stay and reveal nothing. */
export async function eraseSalts(tx: Db, subject: string): Promise<void> {
  await eraseAuthorSalts(tx, subject);
  await tx.recordEntry.updateMany({
    where: { subject: { in: [subject, ...versionsOf(subject)] }, kind: { notIn: STAYING } },
    data: { salt: null },
  });
}

/** Subjects of the former versions of a post or boycott. */
function versionsOf(subject: string): string[] {
  const [kind = '', id = ''] = subject.split('/');
  if (kind !== 'post' && kind !== 'boycott') return [];
  return Array.from({ length: MAX_EDITS_PER_POST }, (_, nth) => `${kind}-version/${id}-${nth + 1}`);
}

/** Erases what opens the commitments of a subject's entries to its author. */
export async function eraseAuthorSalts({ sql }: Db, subject: string): Promise<void> {
  await sql(
    `DELETE FROM record_author_salt s USING record_entry e
      WHERE e.subject = $1 AND e.author = s.commitment`,
    [subject],
  );
}
