import { monthNumber } from '#shared/core/days.ts';
import { createSha256 } from '#sha256';
import { fromHex, toHex } from '#shared/core/hex.ts';
import { decodeUtf8 } from '#shared/core/utf8.ts';
import {
  AUTHOR_FORM,
  commitRow,
  commitToAuthor,
  commitmentOf,
  factsOfForm,
  joinCommitments,
  type CommittedParts,
} from '#shared/transparency-log/commitments.ts';
import { beginsAt, copyBytes, firstWord } from './bytes-in-place.ts';

export type ParsedLeaf = {
  readonly act: string;
  readonly subject: string;
  readonly day: string;
  /** Hash of salt and content, in hex. */
  readonly content: string;
  readonly form: number;
};

/** The commitment to an author, or the salt that opens it. */
export type AuthorOpening =
  | { readonly commitment: string; readonly salt?: undefined }
  | { readonly salt: string; readonly commitment?: undefined };

const HASH = 32;
const SALT = 16;
const KEY = 16;
const NONE = -1;
/** Bit set on a leaf whose salt the dump discloses. */
const OPENED = 1;
/** Bit set on a leaf to which the dump has a counterpart. */
const MET = 2;
/** What the dump has of a leaf's author, where it fits into bytes. */
const AUTHOR_SALT = 1;
const AUTHOR_COMMITMENT = 2;

/**
 * Stores what a comparison needs of leaves, about 130 bytes each: a million acts fit into 130 MB.
 * Leaves of one subject form a linked list, newest first.
 */
export class LeavesBySubject {
  readonly size: number;
  readonly #contents: Uint8Array;
  readonly #salts: Uint8Array;
  readonly #marks: Uint8Array;
  readonly #acts: Uint16Array;
  readonly #forms: Uint8Array;
  readonly #months: Uint16Array;
  /** The first half of each subject's hash, 128 bits: nobody can make two subjects collide. */
  readonly #keys: Uint8Array;
  /** The first half of each leaf's hash. */
  readonly #prints: Uint8Array;
  readonly #before: Int32Array;
  readonly #newest: Int32Array;
  readonly #actNumbers = new Map<string, number>();
  readonly #actNames: string[] = [];
  /**
   * For leaves of which the dump opens the facts alone: the salt of the facts, and the commitment to
   * the words.
   */
  readonly #factsOpened = new Map<number, { readonly salt: string; readonly words: string }>();
  /** What `#authors` has for each leaf with an author: the commitment to her, or its salt. */
  readonly #authorKinds: Uint8Array;
  readonly #authors: Uint8Array;
  /** Author openings that are not of the length of `#authors`; kept as text. */
  readonly #otherAuthors = new Map<number, AuthorOpening>();
  /** Salts that are not 32 hex digits, and so do not fit `#salts`; kept as text. */
  readonly #otherSalts = new Map<number, string>();

  constructor(size: number) {
    this.size = size;
    this.#contents = new Uint8Array(size * HASH);
    this.#salts = new Uint8Array(size * SALT);
    this.#marks = new Uint8Array(size);
    this.#authorKinds = new Uint8Array(size);
    this.#authors = new Uint8Array(size * HASH);
    this.#acts = new Uint16Array(size);
    this.#forms = new Uint8Array(size);
    this.#months = new Uint16Array(size);
    this.#keys = new Uint8Array(size * KEY);
    this.#prints = new Uint8Array(size * KEY);
    this.#before = new Int32Array(size).fill(NONE);
    this.#newest = new Int32Array(2 ** Math.ceil(Math.log2(size * 2 + 2))).fill(NONE);
  }

  /** @param bytes the leaf as it stands in the record. */
  add(number: number, { act, subject, day, content, form }: ParsedLeaf, bytes: Uint8Array): void {
    copyBytes(hashOf(bytes), KEY, this.#prints, number * KEY);
    copyBytes(fromHex(content), HASH, this.#contents, number * HASH);
    this.#acts[number] = this.#numberOf(act);
    this.#forms[number] = form;
    this.#months[number] = monthNumber(day);
    const key = hashOf(subject);
    copyBytes(key, KEY, this.#keys, number * KEY);
    const slot = this.#slotOf(key);
    this.#before[number] = this.#newest[slot] ?? NONE;
    this.#newest[slot] = number;
  }

  /** Whether the record has this as the leaf of a number. */
  isLeaf(number: number, leaf: string): boolean {
    return beginsAt(hashOf(leaf), KEY, this.#prints, number * KEY);
  }

  /** Yields the leaf numbers of a subject, newest first. */
  *leavesOf(subject: string): Generator<number> {
    const newest = this.#newest[this.#slotOf(hashOf(subject))] ?? NONE;
    for (let at = newest; at !== NONE; at = this.#before[at] ?? NONE) yield at;
  }

  /** Yields the newest leaf number of each subject. */
  *newest(): Generator<number> {
    for (const number of this.#newest) if (number !== NONE) yield number;
  }

  /** Returns the previous leaf of the same subject; null for the first. */
  before(number: number): number | null {
    const before = this.#before[number] ?? NONE;
    return before === NONE ? null : before;
  }

  act(number: number): string {
    return this.#actNames[this.#acts[number] ?? 0] ?? '';
  }

  form(number: number): number {
    return this.#forms[number] ?? 0;
  }

  /** Returns the month of a leaf, in months since the year 0. */
  month(number: number): number {
    return this.#months[number] ?? 0;
  }

  /** Returns the month of the last of these acts on a subject; null without one. */
  monthOfAct(subject: string, acts: readonly string[]): number | null {
    for (const number of this.leavesOf(subject))
      if (acts.includes(this.act(number))) return this.month(number);
    return null;
  }

  open(number: number, salt: string): void {
    if (number < 0 || number >= this.size) return;
    this.#mark(number, OPENED);
    if (/^[0-9a-f]{32}$/.test(salt)) this.#salts.set(fromHex(salt), number * SALT);
    else this.#otherSalts.set(number, salt);
  }

  /**
   * Opens the facts of a leaf alone.
   * @param words the commitment to its words.
   */
  openFacts(number: number, salt: string, words: string): void {
    this.#factsOpened.set(number, { salt, words });
  }

  openAuthor(number: number, opening: AuthorOpening): void {
    if (number < 0 || number >= this.size) return;
    const { salt, commitment } = opening;
    const bytes = salt ?? commitment;
    if (!/^[0-9a-f]*$/.test(bytes) || bytes.length !== 2 * (salt === undefined ? HASH : SALT)) {
      this.#otherAuthors.set(number, opening);
      return;
    }
    this.#authorKinds[number] = salt === undefined ? AUTHOR_COMMITMENT : AUTHOR_SALT;
    this.#authors.set(fromHex(bytes), number * HASH);
  }

  /** Whether what opens the commitment of a leaf to an author is gone, as it is with her account. */
  isAuthorForgotten(number: number): boolean {
    return this.#authorOpening(number)?.commitment !== undefined;
  }

  areFactsOpened(number: number): boolean {
    return this.#factsOpened.has(number);
  }

  isOpened(number: number): boolean {
    return ((this.#marks[number] ?? 0) & OPENED) !== 0;
  }

  /** Whether an opened leaf commits to a row. */
  commitsTo(number: number, parts: CommittedParts): boolean {
    const author = this.#authorOf(number, parts);
    const { commitment } = commitRow(this.form(number), this.#saltOf(number), parts, author);
    return commitment === this.#contentOf(number);
  }

  /** Whether a leaf commits to content that is not a row. */
  commitsToContent(number: number, content: object): boolean {
    return commitmentOf(this.#saltOf(number), content) === this.#contentOf(number);
  }

  /** Whether a leaf whose facts are opened commits to them. */
  commitsToFacts(number: number, parts: CommittedParts): boolean {
    const opened = this.#factsOpened.get(number);
    if (opened === undefined) return false;
    const form = this.form(number);
    const facts = commitmentOf(opened.salt, factsOfForm(form, parts));
    const author = form < AUTHOR_FORM ? null : this.#authorOf(number, parts);
    return joinCommitments(facts, opened.words, author) === this.#contentOf(number);
  }

  #authorOpening(number: number): AuthorOpening | undefined {
    const kind = this.#authorKinds[number];
    const at = number * HASH;
    if (kind === AUTHOR_SALT) return { salt: toHex(this.#authors.subarray(at, at + SALT)) };
    if (kind === AUTHOR_COMMITMENT)
      return { commitment: toHex(this.#authors.subarray(at, at + HASH)) };
    return this.#otherAuthors.get(number);
  }

  /**
   * Returns the commitment to the author that a row names; for a row without one, the commitment that
   * the dump gives of an erased author.
   */
  #authorOf(number: number, { author }: CommittedParts): string | null {
    const opening = this.#authorOpening(number);
    if (author === null) return opening?.commitment ?? null;
    // An empty salt gives a commitment that matches nothing.
    return commitToAuthor(opening?.salt ?? '', author);
  }

  /** Marks a leaf as having a counterpart in the dump. */
  meet(number: number): void {
    this.#mark(number, MET);
  }

  isMet(number: number): boolean {
    return ((this.#marks[number] ?? 0) & MET) !== 0;
  }

  #saltOf(number: number): string {
    return this.#otherSalts.get(number) ?? hexOf(this.#salts, number, SALT);
  }

  #contentOf(number: number): string {
    return hexOf(this.#contents, number, HASH);
  }

  #mark(number: number, mark: number): void {
    this.#marks[number] = (this.#marks[number] ?? 0) | mark;
  }

  #numberOf(act: string): number {
    const known = this.#actNumbers.get(act);
    if (known !== undefined) return known;
    const fresh = this.#actNames.push(act) - 1;
    this.#actNumbers.set(act, fresh);
    return fresh;
  }

  /** Returns the hash-table slot of a subject's list, by the hash of the subject. */
  #slotOf(hash: Uint8Array): number {
    const last = this.#newest.length - 1;
    for (let slot = firstWord(hash) & last; ; slot = (slot + 1) & last) {
      const number = this.#newest[slot] ?? NONE;
      if (number === NONE) return slot;
      if (beginsAt(hash, KEY, this.#keys, number * KEY)) return slot;
    }
  }
}

/** The `number`th value of `width` bytes, in hex. */
function hexOf(bytes: Uint8Array, number: number, width: number): string {
  return toHex(bytes.subarray(number * width, (number + 1) * width));
}

function hashOf(piece: string | Uint8Array): Uint8Array {
  return createSha256().update(piece).digest();
}

export function parseLeaf(bytes: Uint8Array): ParsedLeaf | null {
  try {
    const leaf = JSON.parse(decodeUtf8(bytes)) as Partial<Record<keyof ParsedLeaf, unknown>>;
    const { act, subject, day, content, form } = leaf;
    if (typeof act !== 'string' || typeof subject !== 'string' || typeof day !== 'string')
      return null;
    if (typeof content !== 'string' || typeof form !== 'number') return null;
    return { act, subject, day, content, form };
  } catch {
    return null;
  }
}
