import { monthNumber } from '#shared/core/days.ts';
import {
  APART_FORM,
  AUTHOR_FORM,
  type CommittedParts,
} from '#shared/transparency-log/commitments.ts';
import type { Commitment } from '#shared/transparency-log/entry-kinds.ts';
import type { ComparisonCounts } from './comparison-counts.ts';
import type { DumpedEntryRow, DumpedSubject } from './dumped-subject.ts';
import type { Fault, FaultCode } from './faults.ts';
import type { LeavesBySubject } from './leaves-by-subject.ts';

const HIDES = /-(?:hidden|removed|veiled)$/;
/** Covering words shows the rest of a text. */
const SHOWS = /-restored$|^(?:post|review)-covered$/;
const COVERS = /^(?:post|review)-covered$/;
const UNCOVERS = /^(?:post|review)-uncovered$/;
const DECIDED =
  /-(?:hidden|removed|veiled|restored|left-standing)$|^(?:post|review)-(?:un)?covered$/;
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
    compared: { things: 0, factsAlone: 0, acts: 0 },
    notYet: { words: 0, things: 0, columns: 0, waiting: 0, until: null },
    never: { removed: 0, authors: 0, withdrawn: 0, older: 0, sealed: 0 },
  };
  readonly faults: Fault[] = [];
  readonly #leaves: LeavesBySubject;
  readonly #kinds: Readonly<Record<string, Commitment>>;
  readonly #dump: { readonly month: number; readonly youngDays: number };
  readonly #addressOf: (subject: string) => string | undefined;
  readonly #waiting: ReadonlySet<string>;
  /** Recorded decisions by name: their subjects, and whether they remove text. */
  readonly #decisions = new Map<
    string,
    { readonly about: ReadonlySet<string>; readonly removes: boolean }
  >();
  readonly #unknown = new Set<string>();

  /**
   * @param dump its month, in months since the year 0, and for how many days it leaves words out.
   * @param waiting subjects with an act that has no leaf yet.
   */
  constructor(
    leaves: LeavesBySubject,
    kinds: Readonly<Record<string, Commitment>>,
    dump: { readonly month: number; readonly youngDays: number },
    addressOf: (subject: string) => string | undefined,
    waiting: ReadonlySet<string>,
  ) {
    this.#leaves = leaves;
    this.#kinds = kinds;
    this.#dump = dump;
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
  act(act: DumpedEntryRow): void {
    const { name, about, also, removes } = act;
    const found = [about, ...also].filter((subject) => this.#meetsAct(act, subject));
    if (found.length > 0 && name.startsWith('decision/')) {
      this.#decisions.set(name, { about: new Set(found), removes });
    }
  }

  /** Whether the record has the act under a subject; else it is waiting, or a fault. */
  #meetsAct({ name, content }: DumpedEntryRow, about: string): boolean {
    const row = name.slice(0, name.indexOf('/'));
    for (const number of this.#leaves.leavesOf(about)) {
      const commitment = this.#commitmentOf(number);
      if (commitment?.to !== 'row' || commitment.of !== row) continue;
      if (this.#leaves.isMet(number) || !this.#leaves.isOpened(number)) continue;
      if (!this.#leaves.commitsTo(number, content)) continue;
      this.#leaves.meet(number);
      this.counts.compared.acts += 1;
      return true;
    }
    if (this.isWaiting(about)) this.counts.notYet.waiting += 1;
    else this.#fault('act-unrecorded', name, about, `about ${about}`);
    return false;
  }

  /** Whether a recorded decision removes a subject's text. */
  removes(decision: string): boolean {
    return this.#decisions.get(`decision/${decision}`)?.removes === true;
  }

  thing(thing: DumpedSubject): void {
    const { subject, hiddenBy, coveredBy, gone } = thing;
    if (this.isWaiting(subject)) {
      this.counts.notYet.waiting += 1;
      return undefined;
    }
    const number = this.#standing(subject);
    if (number === null) return this.#fault('published-silently', subject, subject);
    this.#checkEchoes(thing);
    if (gone) this.counts.never.withdrawn += 1;
    if (this.#commitmentOf(number)?.to === 'end') {
      if (!gone) this.#fault('still-there', subject, subject);
      else this.#checkWithdrawal(number, thing);
      return undefined;
    }
    if (gone) return undefined;
    if (thing.withdrawnOn !== null) {
      this.#fault('changed-silently', subject, subject, 'the day of a withdrawal');
    }
    this.#leaves.meet(number);
    if (SAID_ONCE.test(subject)) this.#checkOnce(subject);
    this.#checkHiding(subject, hiddenBy);
    this.#checkCovering(subject, coveredBy);
    if (this.#leaves.form(number) < 1) this.counts.never.older += 1;
    else if (thing.withheld) this.#compareFacts(number, thing);
    else this.#compareAll(number, thing);
    return undefined;
  }

  #compareAll(number: number, { subject, content }: DumpedSubject): void {
    this.#countLeftOut(number, content);
    if (!this.#leaves.isOpened(number)) return this.#fault('not-opened', subject, subject);
    this.counts.compared.things += 1;
    if (this.#leaves.commitsTo(number, content)) return undefined;
    return this.#fault('changed-silently', subject, subject);
  }

  /** Compares a subject whose words are withheld: its facts, where its leaf commits to them apart. */
  #compareFacts(number: number, thing: DumpedSubject): void {
    const { subject, content, young } = thing;
    const apart = this.#leaves.form(number) >= APART_FORM;
    if (apart && !this.#leaves.areFactsOpened(number)) {
      return this.#fault('not-opened', subject, subject);
    }
    if (apart) {
      this.#countLeftOut(number, content);
      this.counts.compared.things += 1;
      this.counts.compared.factsAlone += 1;
      if (!this.#leaves.commitsToFacts(number, content)) {
        this.#fault('changed-silently', subject, subject);
      }
    }
    if (!young) this.counts.never.removed += 1;
    else this.#countRecent(number, subject, apart);
    return undefined;
  }

  /**
   * Counts a subject whose leaf does not cover its author or added columns, and one whose author was
   * erased.
   */
  #countLeftOut(number: number, { added, addedWords, author }: CommittedParts): void {
    const { notYet, never } = this.counts;
    const lacks = author !== null || Object.keys({ ...added, ...addedWords }).length > 0;
    if (lacks && this.#leaves.form(number) < AUTHOR_FORM) notYet.columns += 1;
    if (this.#leaves.isAuthorForgotten(number)) never.authors += 1;
  }

  #countRecent(number: number, subject: string, apart: boolean): void {
    const { notYet } = this.counts;
    notYet[apart ? 'words' : 'things'] += 1;
    const month = this.#leaves.month(number);
    const until = dayOf(month + 1, this.#dump.youngDays);
    if (notYet.until === null || until > notYet.until) notYet.until = until;
    if (this.#dump.month - month >= MONTHS_HELD_BACK) {
      this.#fault('held-back', subject, subject, 'it is not new');
    }
  }

  /**
   * Yields the leaves without a counterpart in the dump, each with its fault; counts those that have
   * none to be compared with.
   */
  *unmet(): Generator<{ readonly number: number; readonly code: FaultCode }> {
    for (const newest of this.#leaves.newest()) {
      let standing: 'content' | 'end' | null = null;
      let silenced = false;
      for (let at: number | null = newest; at !== null; at = this.#leaves.before(at)) {
        const commitment = this.#commitmentOf(at);
        if (commitment === null) continue;
        if (commitment.to === 'sealed') this.counts.never.sealed += 1;
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
        const opened = this.#leaves.isOpened(at) || this.#leaves.areFactsOpened(at);
        if (standing === 'end' && opened) {
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
   * Whether a subject belongs to another that is gone: decisions on a thread are deleted with it, and
   * former versions with what they are of, or left out once a decision hides that.
   */
  isWithin(subject: string): boolean {
    const [, kind, part, id] =
      /^(thread|post|boycott)-(decision|version)\/(.+)-\d+$/.exec(subject) ?? [];
    if (kind === undefined) return false;
    const whole = `${kind}/${id}`;
    const number = this.#standing(whole);
    if (number === null) return false;
    if (this.#commitmentOf(number)?.to === 'end') return true;
    return (
      part === 'version' &&
      (this.#leaves.act(number) === 'boycott-withdrawn' || this.#isHidden(whole))
    );
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
    const hidden = this.#isHidden(subject);
    if (hiddenBy === null) {
      if (hidden) this.#fault('shown-silently', subject, subject);
      return;
    }
    const founded = this.#decisions.get(`decision/${hiddenBy}`)?.about.has(subject) === true;
    if (!hidden || !founded) this.#fault('hidden-silently', subject, subject);
  }

  /** Checks that what covers words of a text is the last decision about that. */
  #checkCovering(subject: string, coveredBy: string | null): void {
    const decided = [...this.#leaves.leavesOf(subject)]
      .map((number) => this.#leaves.act(number))
      .find((act) => COVERS.test(act) || UNCOVERS.test(act));
    const covered = decided !== undefined && COVERS.test(decided);
    if (coveredBy === null) {
      if (covered) this.#fault('shown-silently', subject, subject);
      return;
    }
    const founded = this.#decisions.get(`decision/${coveredBy}`)?.about.has(subject) === true;
    if (!covered || !founded) this.#fault('hidden-silently', subject, subject);
  }

  /** Whether the last decision about a subject hides it. */
  #isHidden(subject: string): boolean {
    const decided = [...this.#leaves.leavesOf(subject)]
      .map((number) => this.#leaves.act(number))
      .find((act) => HIDES.test(act) || SHOWS.test(act));
    return decided !== undefined && HIDES.test(decided);
  }

  /** Compares the month of a withdrawal, which is what its leaf shows of the day. */
  #checkWithdrawal(number: number, { subject, withdrawnOn }: DumpedSubject): void {
    if (withdrawnOn === null || monthNumber(withdrawnOn) === this.#leaves.month(number)) return;
    this.#fault('changed-silently', subject, subject, 'the month in which it was withdrawn');
  }

  /**
   * Compares the number of "me too"s with their leaves. Versions with older forms dropped the "me too"s
   * of an incident without a leaf when its kind changed; for those, the number since a correction is
   * accepted too.
   */
  #checkEchoes({ subject, echoes }: DumpedSubject): void {
    if (echoes === null) return;
    let [count, since]: [number, number | null] = [0, null];
    for (const number of this.#leaves.leavesOf(subject)) {
      const act = this.#leaves.act(number);
      if (act === 'incident-echoed') count += 1;
      if (act === 'incident-echo-withdrawn') count -= 1;
      const isOlder = act === 'incident-corrected' && this.#leaves.form(number) < AUTHOR_FORM;
      if (isOlder) since ??= count;
    }
    if (echoes === count || echoes === since) return;
    this.#fault(
      'counted-otherwise',
      subject,
      subject,
      `${echoes} “me too”, ${count} in the record`,
    );
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

/** The day that is `days` after the first one of a month, given in months since the year 0. */
function dayOf(month: number, days: number): string {
  return new Date(Date.UTC(Math.floor(month / 12), month % 12, 1 + days))
    .toISOString()
    .slice(0, 10);
}
