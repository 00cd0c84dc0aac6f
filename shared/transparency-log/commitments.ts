import { createSha256 } from '#sha256';
import canonicalize from 'canonicalize';

/** Form of leaves whose content commits to facts and words apart; those before it commit to a row whole. */
export const APART_FORM = 2;

/** Columns of a row that the log commits to: facts, and words, which dumps may leave out. */
export type CommittedParts = {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly words: Readonly<Record<string, unknown>>;
};

/** The commitment: SHA-256 of the salt and the content's canonical JSON (RFC 8785), in hex. */
export function commitmentOf(salt: string, content: unknown): string {
  return sha256Hex(salt + (canonicalize(content) ?? 'null'));
}

/**
 * The salt of one part, 32 hex digits. It is derived from the entry's salt, which it does not reveal:
 * whoever learns the salt of the facts cannot test guesses of the words, and erasing the entry's salt
 * erases both.
 */
export function saltOfPart(part: keyof CommittedParts, salt: string): string {
  return sha256Hex(`${part} ${salt}`).slice(0, 32);
}

/** The content of a leaf: SHA-256 of the commitments to its facts and to its words, in hex. */
export function joinCommitments(facts: string, words: string): string {
  return sha256Hex(facts + words);
}

/** Commits to facts and words apart; `words` is the commitment to the words alone. */
export function commitApart(
  salt: string,
  { facts, words }: CommittedParts,
): { readonly commitment: string; readonly words: string } {
  const toFacts = commitmentOf(saltOfPart('facts', salt), facts);
  const toWords = commitmentOf(saltOfPart('words', salt), words);
  return { commitment: joinCommitments(toFacts, toWords), words: toWords };
}

/** Parts a row's committed columns; `names` are those of its words. */
export function partContent(content: object, names: readonly string[]): CommittedParts {
  const columns = Object.entries(content);
  const isWords = ([name]: readonly [string, unknown]): boolean => names.includes(name);
  return {
    facts: Object.fromEntries(columns.filter((column) => !isWords(column))),
    words: Object.fromEntries(columns.filter(isWords)),
  };
}

function sha256Hex(text: string): string {
  return createSha256().update(text).hex();
}
