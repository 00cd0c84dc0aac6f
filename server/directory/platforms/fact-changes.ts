import { AppError, fieldError } from '#server/core/errors.ts';
import {
  PLATFORM_FACTS,
  PLATFORM_LINK_FACTS,
  sortUniqueNames,
  type Correction,
  type PlatformFact,
  type FactValue,
  type PlatformFacts,
  type PlatformLinkFact,
} from '#shared/directory/platform-corrections.ts';
import { monthOf, type Day } from '#shared/core/days.ts';
import { parseAmount } from '#shared/core/money.ts';
import { foldName } from '#shared/core/text.ts';
import { parseRegistrableDomain } from './rules.ts';

export type FactChange = {
  readonly field: PlatformFact;
  readonly before: FactValue;
  readonly after: FactValue;
};

/** Whether two values of a fact are equal. */
export function isSameFactValue(a: FactValue, b: FactValue): boolean {
  return JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));
}

// Sorts an object's keys, whose order jsonb does not keep.
function ordered(value: FactValue): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/**
 * The changes that a correction makes to the current facts. In a form only fields that its sender
 * edited count, so that two members can correct two facts concurrently. A confirmed fact is a change
 * to the same value, whose revision has the member's source.
 * @throws AppError bad-input where nothing changes or a value is invalid; conflict where somebody else
 * changed the same fact since the form was loaded.
 */
export function findFactChanges(
  input: Correction,
  now: PlatformFacts,
  unverified: readonly PlatformFact[],
  day: Day,
): FactChange[] {
  const typed = readFacts(input, now, day);
  const changes = PLATFORM_FACTS.filter((field) => {
    const shown = input.shown?.[field];
    const confirms = input.confirmed === true && unverified.includes(field);
    if (isSameFactValue(typed[field], now[field])) return confirms;
    if (shown === undefined) return true;
    if (isSameFactValue(typed[field], shown) && !confirms) return false;
    if (!isSameFactValue(shown, now[field])) throw new AppError('conflict');
    return true;
  });
  if (changes.length === 0) throw new AppError('bad-input');
  return changes.map((field) => ({ field, before: now[field], after: typed[field] }));
}

function readFacts(input: Correction, now: PlatformFacts, day: Day): PlatformFacts {
  const complete = input.shown !== undefined;
  const or = <Value>(value: Value | undefined, kept: Value, unknown: Value): Value =>
    value ?? (complete ? unknown : kept);
  if (input.founded !== undefined && input.founded > Number(monthOf(day).slice(0, 4))) {
    throw fieldError('founded', 'in-the-future');
  }
  return {
    methods: or(input.methods, now.methods, []).toSorted(),
    threshold: readThreshold(input, complete ? null : now.threshold),
    promiseDays: or(input.promiseDays, now.promiseDays, null),
    paidWorkers: or(input.paidWorkers, now.paidWorkers, null),
    registeredAccounts: or(input.registeredAccounts, now.registeredAccounts, null),
    activity: input.activity ?? now.activity,
    founded: or(input.founded, now.founded, null),
    headquarters: readSeat(
      or(input.city, now.headquarters?.city ?? null, null),
      or(input.country, now.headquarters?.country ?? null, null),
    ),
    aliases: readNames('aliases', or(input.aliases, now.aliases, [])),
    domains: readDomains(or(input.domains, now.domains, [])),
    ...(Object.fromEntries(
      (Object.keys(PLATFORM_LINK_FACTS) as PlatformLinkFact[]).map((field) => [
        field,
        readNames(field, or(input[field], now[field], [])),
      ]),
    ) as Pick<PlatformFacts, PlatformLinkFact>),
  };
}

function readThreshold(
  input: Correction,
  kept: PlatformFacts['threshold'],
): PlatformFacts['threshold'] {
  if (input.threshold === undefined) return kept;
  if (input.currency === undefined) throw fieldError('currency', 'required');
  const minor = parseAmount(input.threshold, input.currency);
  if (minor === null) throw fieldError('threshold', 'invalid');
  return { minor, currency: input.currency };
}

function readSeat(city: string | null, country: string | null): PlatformFacts['headquarters'] {
  return city === null && country === null ? null : { city, country };
}

function readNames(field: PlatformFact, names: readonly string[]): string[] {
  if (names.some((name) => foldName(name) === '')) throw fieldError(field, 'invalid');
  return sortUniqueNames(names);
}

function readDomains(typed: readonly string[]): string[] {
  return sortUniqueNames(
    typed.map((line) => {
      const domain = parseRegistrableDomain(line);
      if (domain === null) throw fieldError('domains', 'invalid');
      return domain;
    }),
  );
}
