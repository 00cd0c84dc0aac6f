import { createHash, randomBytes } from 'node:crypto';
import canonicalize from 'canonicalize';
import { contentsOf } from '#server/public-schema/load-committed-contents.ts';
import type { Db } from '#server/database/db.ts';
import { today } from '#shared/core/days.ts';
import { KINDS, kindsTo, type KindTo } from './entry-kinds.ts';

/**
 * An act to log, by what its kind commits to (`entry-kinds.ts`). It never says who acted: rows do, where
 * needed, and are anonymised when the account is deleted; an append-only log could not be.
 */
export type Act = { readonly subject: string } & (
  | { readonly kind: KindTo<'content' | 'end'> }
  | {
      readonly kind: KindTo<'row'>;
      /** Name of the public row that the act inserted, e.g. decision/3k9…. */
      readonly row: string;
    }
  | { readonly kind: KindTo<'sealed'>; readonly content: unknown }
);

/**
 * Logs an act in its own transaction, as an entry that waits to be added to the tree. Call after all
 * other writes of the act, because it reads the public content back.
 */
export async function record(tx: Db, now: Date, act: Act): Promise<void> {
  await recordAll(tx, now, [act]);
}

/** Like `record`, with content that `contentOfWritten` has already read. */
export async function recordWritten(
  tx: Db,
  now: Date,
  act: Act & { readonly kind: KindTo<'content'> },
  content: unknown,
): Promise<void> {
  await writeEntries(tx, now, [{ ...act, content }]);
}

/** Logs many acts of one transaction in order; reads their contents in batches. */
export async function recordAll(tx: Db, now: Date, acts: readonly Act[]): Promise<void> {
  const named = acts.flatMap((act) => nameOfContent(act) ?? []);
  const contents = named.length === 0 ? NONE : await contentsOf(tx, named);
  await writeEntries(
    tx,
    now,
    acts.map((act) => ({ ...act, content: committed(act, contents) })),
  );
}

/**
 * Logs a subject's public content again where it differs from its last entry: its author may have
 * edited it while it was hidden.
 */
export async function restate(tx: Db, now: Date, subject: string): Promise<void> {
  const last = await tx.recordEntry.findFirst({
    where: { subject, kind: { in: kindsTo('content') } },
    orderBy: { id: 'desc' },
    select: { salt: true, commitment: true },
  });
  if (last === null || last.salt === null) return;
  const content = (await contentsOf(tx, [subject])).get(subject);
  if (content === undefined || commit(last.salt, content) === last.commitment) return;
  await record(tx, now, { kind: 'content-stated', subject });
}

const NONE: ReadonlyMap<string, unknown> = new Map();

/** Name of the public row whose content the entry commits to; null where it commits to none. */
function nameOfContent(act: Act): string | null {
  if ('row' in act) return act.row;
  return KINDS[act.kind].to === 'content' ? act.subject : null;
}

function committed(act: Act, contents: ReadonlyMap<string, unknown>): unknown {
  if ('content' in act) return act.content;
  const name = nameOfContent(act);
  if (name === null) return { subject: act.subject };
  const content = contents.get(name);
  if (content === undefined) throw new Error(`${act.kind}: ${name} is not public`);
  return content;
}

/** An act with the content to commit to. */
export type WrittenAct = {
  readonly kind: string;
  readonly subject: string;
  readonly content: unknown;
};

/** Inserts log entries with commitments to the given contents. */
export async function writeEntries(tx: Db, now: Date, acts: readonly WrittenAct[]): Promise<void> {
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

function entryOf({ kind, subject, content }: WrittenAct): Entry {
  const salt = randomBytes(16).toString('hex');
  return { kind, subject, salt, commitment: commit(salt, content) };
}

/** The commitment: SHA-256 of the salt and the content's canonical JSON (RFC 8785), in hex. */
export function commit(salt: string, content: unknown): string {
  return createHash('sha256')
    .update(salt)
    .update(canonicalize(content) ?? 'null')
    .digest('hex');
}

// Decisions stay verifiable after their subject is deleted.
const DECIDED = /-(?:hidden|removed|veiled|restored|left-standing)$/;
const STAYING = Object.keys(KINDS).filter((kind) => DECIDED.test(kind));

/** Erases the salts of a subject's entries (crypto-shredding): its commitments stay and reveal nothing. */
export async function eraseSalts(tx: Db, subject: string): Promise<void> {
  await tx.recordEntry.updateMany({
    where: { subject, kind: { notIn: STAYING } },
    data: { salt: null },
  });
}
