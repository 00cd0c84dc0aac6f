import { foldName } from '#shared/core/text.ts';

const MONTHS = [
  ['janvier', 'january'],
  ['fevrier', 'february'],
  ['mars', 'march'],
  ['avril', 'april'],
  ['mai', 'may'],
  ['juin', 'june'],
  ['juillet', 'july'],
  ['aout', 'august'],
  ['septembre', 'september'],
  ['octobre', 'october'],
  ['novembre', 'november'],
  ['decembre', 'december'],
] as const;

/** Matches words that only say that proofs are looked for, which are ignored. */
const EMPTY =
  /^(?:preuves?|paiements?|proofs?|payments?|payouts?|pay|outs?|de|du|des|d|en|par|chez|sur|of|in|by|from|on|with|la|le|les|the)$/;

/** Criteria for proofs: published values only. */
export type ProofCriteria = {
  /** Folded name of a platform; null without other words. */
  readonly platform: string | null;
  /** 'YYYY-MM'; 'YYYY' for a whole year; '-MM' for a month of any year. */
  readonly month: string | null;
};

/** Parses "clickworker novembre 2026"; null when nothing could match a proof. */
export function parseProofQuery(typed: string): ProofCriteria | null {
  const rest = foldName(typed);
  const words: string[] = [];
  let year = '';
  let month = '';
  for (const word of rest.trim().split(' ')) {
    const number = MONTHS.findIndex((names) => names.some((name) => name === word)) + 1;
    if (number > 0 && month === '') month = `-${String(number).padStart(2, '0')}`;
    else if (/^20\d\d$/.test(word) && year === '') year = word;
    else if (!EMPTY.test(word) && word !== '') words.push(word);
  }
  if (words.length === 0 && month === '' && year === '') return null;
  const when = year + month;
  return {
    platform: words.length === 0 ? null : words.join(' '),
    month: when === '' ? null : when,
  };
}
