import canonicalize from 'canonicalize';
import { SOON_SUBJECTS } from '#shared/transparency-log/record.ts';

/**
 * What may show its day. Everything else shows its month, so that a kind that is new, or forgotten
 * here, gives nothing away. Leaves are hashed with what this says: of forms that are in a tree
 * already it cannot change; another rule is another form.
 */
export const DATED = String.raw`e.subject ~
  '^(platform|dispute|role|thread|thread-decision|reply|domain-dispute|legal-demand|jury|log|boycott|boycott-keys|ballot)/'`;

/** SQL: the day or the month that an entry `e` shows, as text. */
export const SHOWN_DAY = `to_char(e.day, CASE WHEN ${DATED} THEN 'YYYY-MM-DD' ELSE 'YYYY-MM' END)`;

/**
 * SQL: whether an entry `e` that waits may have its place, where `over` is SQL for the last day that is
 * over. What was public with its moment may at once, with what shows its day. All else waits for the
 * end of its day: its neighbours would tell its moment. So does what is about a platform, since a
 * pay-out may have moved its standing.
 */
export function mayEnter(over: string): string {
  return `(e.subject ~ '${SOON_SUBJECTS}' OR e.day <= ${over}::date)`;
}

/** SQL: what a leaf is made of, out of an entry `e`. */
export const LEAF_COLUMNS = `e.kind, e.subject, ${SHOWN_DAY} AS day, e.commitment, e.actor, e.form`;

export type LeafRow = {
  readonly kind: string;
  readonly subject: string;
  readonly day: string;
  readonly commitment: string;
  readonly actor: string | null;
  readonly form: number;
};

/**
 * The leaf of an entry, canonical JSON (RFC 8785): what was done to what, when as far as it is
 * shown, and the commitments to the content and to who did it. Never an id of a member, nor content.
 */
export function leafOf({ kind, subject, day, commitment, actor, form }: LeafRow): Buffer {
  const leaf = { v: 1, act: kind, subject, day, content: commitment, actor, form };
  return Buffer.from(canonicalize(leaf) ?? '');
}
