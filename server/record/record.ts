import { createHash, randomBytes } from 'node:crypto';
import canonicalize from 'canonicalize';
import { dateOf, sqlIn, type Db } from '#server/db.ts';
import { today } from '#shared/days.ts';

/** An act that stands in the public record. Its content is committed to, never written there. */
export type RecordedAct = {
  /** What was done, e.g. payout-published. */
  readonly kind: string;
  /** To what, e.g. payout/3k9…. */
  readonly subject: string;
  /** What the act consisted of; only its salted hash is kept. */
  readonly content: unknown;
};

/**
 * Writes an act into the record, in the transaction that does it. Who did it is part of the
 * content, so that a commitment can be opened to prove it, and says nothing until then.
 */
export async function record(tx: Db, now: Date, act: RecordedAct): Promise<void> {
  await tx.recordEntry.create({ data: { day: dateOf(today(now)), ...entryOf(act) } });
}

/** The same for many acts of one transaction, in their order, in one statement. */
export async function recordAll(tx: Db, now: Date, acts: readonly RecordedAct[]): Promise<void> {
  if (acts.length === 0) return;
  await sqlIn(tx)(
    `INSERT INTO record_entry (day, kind, subject, salt, commitment)
     SELECT $1::date, act.kind, act.subject, act.salt, act.commitment
       FROM ROWS FROM (json_to_recordset($2::json)
            AS (kind text, subject text, salt text, commitment text))
            WITH ORDINALITY AS act (kind, subject, salt, commitment, nth)
      ORDER BY act.nth`,
    [today(now), JSON.stringify(acts.map(entryOf))],
  );
}

function entryOf({ kind, subject, content }: RecordedAct): {
  kind: string;
  subject: string;
  salt: string;
  commitment: string;
} {
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

/** Erases the salts of a subject: its commitments stand and say nothing any more. */
export async function eraseSalts(tx: Db, subject: string): Promise<void> {
  await tx.recordEntry.updateMany({ where: { subject }, data: { salt: null } });
}
