import type { Commitment } from '#server/transparency-log/kinds.ts';
import type { Fault, FaultCode } from './faults.ts';
import type { LeafIndex } from './index-of-leaves.ts';

/** A public thing as the dump has it. */
export type DumpedThing = {
  /** E.g. review/3k9… */
  readonly subject: string;
  /** What the record commits to, as canonical JSON; null where it is not given out. */
  readonly content: string | null;
  /** The dump gives the texts of what is new only later. */
  readonly young: boolean;
  /** The decision that hides or removes it; null while it shows. */
  readonly hiddenBy: string | null;
  /** Its author took it back; what is left keeps its place. */
  readonly gone: boolean;
};

/** A row that an act wrote beside its subject: a decision, a change of standing, … */
export type DumpedAct = {
  /** E.g. decision/3k9… */
  readonly name: string;
  /** Under which subject its entry stands. */
  readonly about: string;
  readonly content: string;
  /** Of decisions: which one keeps a thing from being read at all. */
  readonly removes: boolean;
};

/** How many things and acts were compared, and how many could not be. */
export type Counts = {
  things: number;
  acts: number;
  young: number;
  /** Hidden ones whose content the dump does not give. */
  removed: number;
  /** Of an older form, which committed to something else than what is public now. */
  older: number;
  /** Their last act waits for its place in the record, a day at most. */
  waiting: number;
};

const HIDES = /-(?:hidden|removed|veiled)$/;
const SHOWS = /-restored$/;
const DECIDED = /-(?:hidden|removed|veiled|restored|left-standing)$/;
/** After it, what was said before of the same subject is said anew or can be opened no more. */
const SILENCES: ReadonlySet<string> = new Set(['client-name-erased', 'platform-backdated']);
/** What is said of these once holds for good: said anew, it is another thing. */
const SAID_ONCE = /^boycott-keys\//;
/** Evidence of a month is given out in the middle of the next one. */
const MONTHS_HELD_BACK = 2;

/** Compares, one by one, what a dump has with what the record commits to. */
export class Comparison {
  readonly counts: Counts = { things: 0, acts: 0, young: 0, removed: 0, older: 0, waiting: 0 };
  readonly faults: Fault[] = [];
  readonly #leaves: LeafIndex;
  readonly #kinds: Readonly<Record<string, Commitment>>;
  readonly #month: number;
  readonly #addressOf: (subject: string) => string | undefined;
  readonly #waiting: ReadonlySet<string>;
  /** What decisions that stand in the record are about, and whether they remove it. */
  readonly #decisions = new Map<string, { readonly about: string; readonly removes: boolean }>();
  readonly #unknown = new Set<string>();

  /**
   * @param month in which the dump was made, in months since the year 0.
   * @param waiting subjects with an act that has no place in the record yet.
   */
  constructor(
    leaves: LeafIndex,
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

  /** Acts of kinds that this tool does not know: a newer one does. */
  get unknownKinds(): string[] {
    return [...this.#unknown].toSorted();
  }

  /** To be called for all acts before the first thing: a decision may be what hides it. */
  act({ name, about, content, removes }: DumpedAct): void {
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

  /** Whether a decision that stands in the record keeps a thing from being read at all. */
  removes(decision: string): boolean {
    return this.#decisions.get(`decision/${decision}`)?.removes === true;
  }

  thing({ subject, content, young, hiddenBy, gone }: DumpedThing): void {
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

  /** The leaves that nothing in the dump answers to, each with what that means. */
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
          // What was decided about a thing stays when the thing goes; all else goes with it.
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

  /** Whether what is said of a subject may differ from the record until tomorrow. */
  isWaiting(subject: string): boolean {
    return this.#waiting.has(subject);
  }

  /** Whether a subject is part of another that is gone: what was decided on a thread goes with it. */
  isWithin(subject: string): boolean {
    const [, thread] = /^thread-decision\/(.+)-\d+$/.exec(subject) ?? [];
    const number = thread === undefined ? null : this.#standing(`thread/${thread}`);
    return number !== null && this.#commitmentOf(number)?.to === 'end';
  }

  /** The newest leaf that says what a subject is, or that it is gone; null where none does. */
  #standing(subject: string): number | null {
    for (const number of this.#leaves.leavesOf(subject)) {
      const to = this.#commitmentOf(number)?.to;
      if (to === 'content' || to === 'end') return number;
    }
    return null;
  }

  /** Whether what hides it, or nothing, is the last that was decided on it. */
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
