import canonicalize from 'canonicalize';

/** The fields of an entry that its leaf contains. */
export type LeafFields = {
  readonly kind: string;
  readonly subject: string;
  /** The day, or the month where the record shows no more. */
  readonly day: string;
  /** The commitment to the content, in hex. */
  readonly commitment: string;
  /** The commitment to a member, of entries from before December 2026. */
  readonly actor: string | null;
  readonly form: number;
};

/**
 * Writes an entry's leaf as canonical JSON (RFC 8785): act, subject, day or month, and the commitments
 * to the content and to the actor. Contains neither content nor a member's id.
 */
export function writeLeaf({ kind, subject, day, commitment, actor, form }: LeafFields): string {
  return canonicalize({ v: 1, act: kind, subject, day, content: commitment, actor, form }) ?? '';
}
