import { createHash, randomBytes } from 'node:crypto';
import canonicalize from 'canonicalize';
import { contentsOf } from '#server/portability/public-schema/contents.ts';
import type { Db } from '#server/database/db.ts';
import { today } from '#shared/core/days.ts';
import { KINDS, kindsTo, type KindTo } from './kinds.ts';

/**
 * An act, by what its kind commits to (`kinds.ts`). Who did it is never part of it: rows say that
 * where it is needed, and forget it when she deletes her account; an append-only log could not.
 */
export type Act = { readonly subject: string } & (
  | { readonly kind: KindTo<'content' | 'end'> }
  | {
      readonly kind: KindTo<'row'>;
      /** The public row that the act wrote, e.g. decision/3k9…. */
      readonly row: string;
    }
  | { readonly kind: KindTo<'sealed'>; readonly content: unknown }
);

/**
 * Writes an act into the record, in the transaction that did it: a leaf that waits for its place in
 * the tree. To be called once all that it did is written: what is public of it is read back.
 */
export async function record(tx: Db, now: Date, act: Act): Promise<void> {
  await recordAll(tx, now, [act]);
}

/** The same where the content was read as it was written, by `contentOfWritten`. */
export async function recordWritten(
  tx: Db,
  now: Date,
  act: Act & { readonly kind: KindTo<'content'> },
  content: unknown,
): Promise<void> {
  await writeEntries(tx, now, [{ ...act, content }]);
}

/** The same for many acts of one transaction, in their order; their contents are read set by set. */
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
 * States anew what everybody can read of a subject, where that is no longer what its last act says:
 * its author may have changed it while it could not be read.
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

/** What the act commits to, by its name in the catalogue; null where it is not there. */
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

/** An act with the content that it commits to, whatever its kind. */
export type WrittenAct = {
  readonly kind: string;
  readonly subject: string;
  readonly content: unknown;
};

/** Writes entries that commit to the contents they are given. */
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

/** SHA-256 over the salt and the canonical JSON (RFC 8785) of the content, hex. */
export function commit(salt: string, content: unknown): string {
  return createHash('sha256')
    .update(salt)
    .update(canonicalize(content) ?? 'null')
    .digest('hex');
}

// What was decided about a thing stays for everybody to read, whatever becomes of the thing.
const DECIDED = /-(?:hidden|removed|veiled|restored|left-standing)$/;
const STAYING = Object.keys(KINDS).filter((kind) => DECIDED.test(kind));

/** Erases the salts of a subject: its commitments stand and say nothing any more. */
export async function eraseSalts(tx: Db, subject: string): Promise<void> {
  await tx.recordEntry.updateMany({
    where: { subject, kind: { notIn: STAYING } },
    data: { salt: null },
  });
}
