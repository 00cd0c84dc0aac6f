import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { daysBetween, today } from '#shared/core/days.ts';
import { isOutcomeOf } from '#web/collective/boycotts/boycott-text.ts';

/** Words that a calm reader reads in a minute. */
const WORDS_A_MINUTE = 200;

/** Seconds to read texts aloud calmly, in steps of ten. */
export function secondsToRead(texts: readonly string[]): number {
  const words = texts
    .join(' ')
    .split(/\s+/u)
    .filter((word) => word !== '').length;
  return Math.max(10, Math.ceil((words / WORDS_A_MINUTE) * 6) * 10);
}

/** The beginning of a text: whole sentences where one ends in time, else whole words. */
export function shorten(text: string, most: number): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim();
  if (line.length <= most) return line;
  const start = line.slice(0, most);
  const sentences = /^.*[.!?](?= )/u.exec(`${start} `)?.[0];
  if (sentences !== undefined && sentences.length >= most / 3) return sentences;
  return `${start.slice(0, Math.max(start.lastIndexOf(' '), 1)).trimEnd()}…`;
}

/** An address as one reads it aloud or types it: browsers add the scheme. */
export function shortAddress(address: string): string {
  return address.replace(/^https?:\/\//u, '');
}

/** How many could pledge when pledging began; null before. */
export function eligibleOf({ eligible }: Pick<BoycottResponse, 'eligible'>): number | null {
  return eligible === null ? null : eligible.established + eligible.fresh;
}

/** All answers of pledgers so far, of all that they could give: one a day each. */
export function checkInsOf(
  {
    checkIns,
    pledged,
    onFrom,
    onDays,
    endedOn,
  }: Pick<BoycottResponse, 'checkIns' | 'pledged' | 'onFrom' | 'onDays' | 'endedOn'>,
  now: Date,
) {
  const held = checkIns.reduce((sum, day) => sum + day.held, 0);
  const couldNot = checkIns.reduce((sum, day) => sum + day.couldNot, 0);
  const begun = onFrom === null ? null : today(new Date(onFrom));
  const days = begun === null ? 0 : daysBetween(begun, endedOn ?? today(now)) + 1;
  const possible = (pledged ?? 0) * Math.min(days, onDays);
  return { held, couldNot, possible: Math.max(possible, held + couldNot) };
}

/** The vote that its outcome comes from: votes for it, voters, and who could vote; null without one. */
export function decidingVoteOf({
  ballots,
  outcome,
  pledged,
}: Pick<BoycottResponse, 'ballots' | 'outcome' | 'pledged'>) {
  const ballot = ballots.findLast((one) => isOutcomeOf(one, outcome));
  if (ballot === undefined || ballot.counts === null || pledged === null) return null;
  const votes = ballot.counts.find(({ value }) => value === ballot.result)?.votes ?? 0;
  const voters = ballot.counts.reduce((sum, one) => sum + one.votes, 0);
  return { votes, voters, pledged };
}
