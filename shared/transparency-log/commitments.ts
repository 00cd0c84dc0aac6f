import { createSha256 } from '#sha256';
import canonicalize from 'canonicalize';

/**
 * Forms of leaves. The first commits to a row whole, the second to its facts and words apart, the
 * third to its author too, and to the columns that are declared since.
 */
export const APART_FORM = 2;
export const AUTHOR_FORM = 3;

type Columns = Readonly<Record<string, unknown>>;

/** Columns of a row that the log commits to. */
export type CommittedParts = {
  readonly facts: Columns;
  /** Facts that leaves before `AUTHOR_FORM` do not commit to. */
  readonly added: Columns;
  /** Columns that dumps may leave out. */
  readonly words: Columns;
  /** Words that leaves before `AUTHOR_FORM` do not commit to. */
  readonly addedWords: Columns;
  /** The author's pseudonym; null for rows without one. */
  readonly author: string | null;
};

/** Names of committed columns that are no facts of the first form; added words are in two lists. */
export type ColumnParts = Readonly<Record<'added' | 'words' | 'author', readonly string[]>>;

/** The commitment: SHA-256 of the salt and the content's canonical JSON (RFC 8785), in hex. */
export function commitmentOf(salt: string, content: unknown): string {
  return sha256Hex(salt + (canonicalize(content) ?? 'null'));
}

/**
 * The salt of one part, 32 hex digits. It is derived from the entry's salt, which it does not reveal:
 * whoever learns the salt of the facts cannot test guesses of the words, and erasing the entry's salt
 * erases both.
 */
export function saltOfPart(part: 'facts' | 'words', salt: string): string {
  return sha256Hex(`${part} ${salt}`).slice(0, 32);
}

/**
 * The commitment to an author. Its salt is not derived from the entry's: it is deleted with the account,
 * while that of a public row stays.
 */
export function commitToAuthor(salt: string, pseudonym: string): string {
  return commitmentOf(salt, { by: pseudonym });
}

/** The content of a leaf: SHA-256 of the commitments to its parts, in hex; without an author, of two. */
export function joinCommitments(facts: string, words: string, author: string | null): string {
  return sha256Hex(facts + words + (author ?? ''));
}

/** The facts that leaves of a form commit to. */
export function factsOfForm(form: number, { facts, added }: CommittedParts): Columns {
  return form < AUTHOR_FORM ? facts : { ...facts, ...added };
}

function wordsOfForm(form: number, { words, addedWords }: CommittedParts): Columns {
  return form < AUTHOR_FORM ? words : { ...words, ...addedWords };
}

/** The commitment of a leaf, and the commitment to the words alone; null in form 1. */
export type RowCommitment = { readonly commitment: string; readonly words: string | null };

/**
 * Commits to a row as leaves of a form do.
 * @param author the commitment to the author; null for a row without one.
 */
export function commitRow(
  form: number,
  salt: string,
  parts: CommittedParts,
  author: string | null,
): RowCommitment {
  const facts = factsOfForm(form, parts);
  const kept = wordsOfForm(form, parts);
  if (form < APART_FORM)
    return { commitment: commitmentOf(salt, { ...facts, ...kept }), words: null };
  const toFacts = commitmentOf(saltOfPart('facts', salt), facts);
  const words = commitmentOf(saltOfPart('words', salt), kept);
  const toAuthor = form < AUTHOR_FORM ? null : author;
  return { commitment: joinCommitments(toFacts, words, toAuthor), words };
}

/** Parts a row's committed columns. */
export function partContent(
  content: object,
  { added, words, author }: ColumnParts,
): CommittedParts {
  const columns = Object.entries(content);
  const named = (names: readonly string[]): Columns =>
    Object.fromEntries(columns.filter(([name]) => names.includes(name)));
  const others = [...added, ...words, ...author];
  const [by] = Object.values(named(author)) as unknown[];
  return {
    facts: Object.fromEntries(columns.filter(([name]) => !others.includes(name))),
    added: named(added.filter((name) => !words.includes(name))),
    words: named(words.filter((name) => !added.includes(name))),
    addedWords: named(words.filter((name) => added.includes(name))),
    author: typeof by === 'string' ? by : null,
  };
}

function sha256Hex(text: string): string {
  return createSha256().update(text).hex();
}
