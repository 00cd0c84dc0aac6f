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
  /**
   * What the act consisted of, as everybody may read it; only its salted hash is kept. What was
   * published or changed is committed to as the dump has it, so that anyone can compare.
   */
  readonly content: unknown;
  /** The id of who did it: committed to with a salt of its own, to be opened apart. */
  readonly actor?: string;
};

/**
 * Writes an act into the record, in the transaction that does it: a leaf that waits for its place in
 * the tree. What was done and who did it are commitments, which can be opened to prove it, each
 * alone, and say nothing until then.
 */
export async function record(tx: Db, now: Date, act: RecordedAct): Promise<void> {
  await tx.recordEntry.create({ data: { day: dateOf(today(now)), ...entryOf(act) } });
}

/** The same for many acts of one transaction, in their order, in one statement. */
export async function recordAll(tx: Db, now: Date, acts: readonly RecordedAct[]): Promise<void> {
  if (acts.length === 0) return;
  await sqlIn(tx)(
    `INSERT INTO record_entry (day, kind, subject, salt, commitment, actor_salt, actor)
     SELECT $1::date, act.kind, act.subject, act.salt, act.commitment, act."actorSalt", act.actor
       FROM ROWS FROM (json_to_recordset($2::json)
            AS (kind text, subject text, salt text, commitment text, "actorSalt" text, actor text))
            WITH ORDINALITY AS act (kind, subject, salt, commitment, "actorSalt", actor, nth)
      ORDER BY act.nth`,
    [today(now), JSON.stringify(acts.map(entryOf))],
  );
}

type Entry = {
  kind: string;
  subject: string;
  salt: string;
  commitment: string;
  actorSalt: string | null;
  actor: string | null;
};

function entryOf({ kind, subject, content, actor }: RecordedAct): Entry {
  const salt = newSalt();
  const actorSalt = actor === undefined ? null : newSalt();
  return {
    kind,
    subject,
    salt,
    commitment: commit(salt, content),
    actorSalt,
    actor: actor === undefined || actorSalt === null ? null : commit(actorSalt, actor),
  };
}

function newSalt(): string {
  return randomBytes(16).toString('hex');
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
  await tx.recordEntry.updateMany({ where: { subject }, data: { salt: null, actorSalt: null } });
}
