import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';

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

/** How many could pledge when pledging began; null before. */
export function eligibleOf({ eligible }: Pick<BoycottResponse, 'eligible'>): number | null {
  return eligible === null ? null : eligible.established + eligible.fresh;
}

/** All answers of pledgers so far: those that held, of all. */
export function checkInsOf({ checkIns }: Pick<BoycottResponse, 'checkIns'>) {
  const held = checkIns.reduce((sum, day) => sum + day.held, 0);
  return { held, of: held + checkIns.reduce((sum, day) => sum + day.couldNot, 0) };
}
