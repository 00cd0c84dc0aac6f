import type { Commitment } from '#server/transparency-log/entry-kinds.ts';
import type { Fault, FaultCode } from './faults.ts';
import type { LeavesBySubject } from './leaves-by-subject.ts';

/** A public subject in the dump. */
export type DumpedSubject = {
  /** Its name in the record, e.g. review/3k9… */
  readonly subject: string;
  /** The content that the record commits to, as canonical JSON; null when withheld. */
  readonly content: string | null;
  /** The subject is so recent that the dump withholds its texts. */
  readonly young: boolean;
  /** Id of the decision that hides or removes the subject; null while it is shown. */
  readonly hiddenBy: string | null;
  /** The author withdrew the post; its position in the thread stays. */
  readonly gone: boolean;
};

/** A row that an act wrote besides its subject: a decision, a change of standing, … */
export type DumpedEntryRow = {
  /** Its name in the record, e.g. decision/3k9… */
  readonly name: string;
  /** The subject of the act's entry in the record. */
  readonly about: string;
  readonly content: string;
  /** The act is a decision that removes a subject's text. */
  readonly removes: boolean;
};

/** Numbers of subjects and acts compared, and of those that could not be. */
export type ComparisonCounts = {
  things: number;
  acts: number;
  young: number;
  /** Number of hidden subjects whose content the dump withholds. */
  removed: number;
  /** Number of acts in an older format, which committed to different columns. */
  older: number;
  /** Number of subjects whose last act waits for its leaf, a day at most. */
  waiting: number;
};

const HIDES = /-(?:hidden|removed|veiled)$/;
const SHOWS = /-restored$/;
const DECIDED = /-(?:hidden|removed|veiled|restored|left-standing)$/;
/** Acts after which earlier content of the subject is restated or can no longer be opened. */
const SILENCES: ReadonlySet<string> = new Set(['client-name-erased', 'platform-backdated']);
/**
 * Pattern of subjects that are recorded once and never change, keys of boycotts: a second commitment
 * is a fault.
 */
const SAID_ONCE = /^boycott-keys\//;
/** Months for which evidence is withheld: until the middle of the next one. */
const MONTHS_HELD_BACK = 2;

/** Compares the contents of a dump with the record's commitments, one by one. */
export class CommitmentComparison {
  readonly counts: ComparisonCounts = {
    things: 0,
    acts: 0,
    young: 0,
    removed: 0,
    older: 0,
    waiting: 0,
  };
  readonly faults: Fault[] = [];
  readonly #leaves: LeavesBySubject;
  readonly #kinds: Readonly<Record<string, Commitment>>;
  readonly #month: number;
  readonly #addressOf: (subject: string) => string | undefined;
  readonly #waiting: ReadonlySet<string>;
  /** Recorded decisions by name: their subjects, and whether they remove text. */
  readonly #decisions = new Map<string, { readonly about: string; readonly removes: boolean }>();
  readonly #unknown = new Set<string>();

  /**
   * @param month that of the dump, in months since the year 0.
   * @param waiting subjects with an act that has no leaf yet.
   */
  constructor(
    leaves: LeavesBySubject,
    kinds: Readonly<Record<string, Commitment>>,
    month: number,
    addressOf: (subject: string) => string | undefined,
    waiting: ReadonlySet<string>,
  ) {
    this.#leaves = leaves;
    this.#kinds = kinds;
    this.#month = month;
    this.#addressOf = addressOf;
    this.#waiting = waiting;
  }

  /** Returns the kinds of acts that this version of the tool does not know. */
  get unknownKinds(): string[] {
    return [...this.#unknown].toSorted();
  }

  /**
   * Compares an act with the record. Call for all acts before the first subject, since a decision
   * may hide it.
   */
  act({ name, about, content, removes }: DumpedEntryRow): void {
    this.counts.acts += 1;
    const row = name.slice(0, name.indexOf('/'));
    for (const number of this.#leaves.leavesOf(about)) {
      const commitment = this.#commitmentOf(number);
      if (commitment?.to !== 'row' || commitment.of !== row) continue;
      if (this.#leaves.isMet(number) || !this.#leaves.isOpened(number)) continue;
      if (!this.#leaves.commitsTo(number, content)) continue;
      this.#leaves.meet(number);
      if (row === 'decision') this.#decisions.set(name, { about, removes });
      return;
    }
    if (this.isWaiting(about)) this.counts.waiting += 1;
    else this.#fault('act-unrecorded', name, about, `about ${about}`);
  }

  /** Whether a recorded decision removes a subject's text. */
  removes(decision: string): boolean {
    return this.#decisions.get(`decision/${decision}`)?.removes === true;
  }

  thing({ subject, content, young, hiddenBy, gone }: DumpedSubject): void {
    this.counts.things += 1;
    if (this.isWaiting(subject)) {
      this.counts.waiting += 1;
      return undefined;
    }
    const number = this.#standing(subject);
    if (number === null) return this.#fault('published-silently', subject, subject);
    if (this.#commitmentOf(number)?.to === 'end') {
      if (!gone) this.#fault('still-there', subject, subject);
      return undefined;
    }
    if (gone) return undefined;
    this.#leaves.meet(number);
    if (SAID_ONCE.test(subject)) this.#checkOnce(subject);
    this.#checkHiding(subject, hiddenBy);
    if (this.#leaves.form(number) < 1) {
      this.counts.older += 1;
    } else if (content !== null) {
      if (!this.#leaves.isOpened(number)) this.#fault('not-opened', subject, subject);
      else if (!this.#leaves.commitsTo(number, content)) {
        this.#fault('changed-silently', subject, subject);
      }
    } else if (young) {
      this.counts.young += 1;
      const age = this.#month - this.#leaves.month(number);
      if (age >= MONTHS_HELD_BACK) this.#fault('held-back', subject, subject, 'it is not new');
    } else if (hiddenBy === null) {
      this.#fault('held-back', subject, subject);
    } else {
      this.counts.removed += 1;
    }
    return undefined;
  }

  /** Yields the leaves without a counterpart in the dump, each with its fault. */
  *unmet(): Generator<{ readonly number: number; readonly code: FaultCode }> {
    for (const newest of this.#leaves.newest()) {
      let standing: 'content' | 'end' | null = null;
      let silenced = false;
      for (let at: number | null = newest; at !== null; at = this.#leaves.before(at)) {
        const commitment = this.#commitmentOf(at);
        if (commitment === null) continue;
        const met = this.#leaves.isMet(at);
        const act = this.#leaves.act(at);
        if (commitment.to === 'row' && !met && !silenced && this.#leaves.form(at) >= 1) {
          // Decisions about a subject outlive it; other rows are deleted with it.
          if (standing !== 'end' || DECIDED.test(act))
            yield { number: at, code: 'entry-unfounded' };
        }
        if (SILENCES.has(act)) silenced = true;
        if (commitment.to !== 'content' && commitment.to !== 'end') continue;
        if (standing === null && commitment.to === 'content' && !met) {
          yield { number: at, code: 'removed-silently' };
        }
        if (standing === 'end' && this.#leaves.isOpened(at)) {
          yield { number: at, code: 'salt-kept' };
        }
        standing ??= commitment.to;
      }
    }
  }

  /** Whether a subject may differ from the record until tomorrow. */
  isWaiting(subject: string): boolean {
    return this.#waiting.has(subject);
  }

  /**
   * Whether a subject belongs to another that is gone: decisions on a thread are deleted with it.
   */
  isWithin(subject: string): boolean {
    const [, thread] = /^thread-decision\/(.+)-\d+$/.exec(subject) ?? [];
    const number = thread === undefined ? null : this.#standing(`thread/${thread}`);
    return number !== null && this.#commitmentOf(number)?.to === 'end';
  }

  /** Returns the newest leaf that states a subject's content, or its end; null without one. */
  #standing(subject: string): number | null {
    for (const number of this.#leaves.leavesOf(subject)) {
      const to = this.#commitmentOf(number)?.to;
      if (to === 'content' || to === 'end') return number;
    }
    return null;
  }

  /** Checks that the subject's hiding is that of the last decision about it. */
  #checkHiding(subject: string, hiddenBy: string | null): void {
    const decided = [...this.#leaves.leavesOf(subject)]
      .map((number) => this.#leaves.act(number))
      .find((act) => HIDES.test(act) || SHOWS.test(act));
    const hidden = decided !== undefined && HIDES.test(decided);
    if (hiddenBy === null) {
      if (hidden) this.#fault('shown-silently', subject, subject);
      return;
    }
    const founded = this.#decisions.get(`decision/${hiddenBy}`)?.about === subject;
    if (!hidden || !founded) this.#fault('hidden-silently', subject, subject);
  }

  #checkOnce(subject: string): void {
    const said = [...this.#leaves.leavesOf(subject)].map((number) => this.#commitmentOf(number));
    if (said.length > 1) this.#fault('keys-changed', subject, subject);
  }

  #commitmentOf(number: number): Commitment | null {
    const act = this.#leaves.act(number);
    if (Object.hasOwn(this.#kinds, act)) return this.#kinds[act] ?? null;
    this.#unknown.add(act);
    return null;
  }

  #fault(code: FaultCode, name: string, subject: string, detail?: string): void {
    const address = this.#addressOf(subject);
    this.faults.push({
      code,
      name,
      ...(detail === undefined ? {} : { detail }),
      ...(address === undefined ? {} : { address }),
    });
  }
}
