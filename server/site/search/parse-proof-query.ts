import type { PaymentMethod } from '#shared/directory/platforms.ts';
import { foldName } from '#shared/core/text.ts';

/** Members' words for payment methods, folded; the longest first, to match greedily. */
const METHOD_WORDS: readonly (readonly [string, PaymentMethod])[] = [
  ['virement bancaire', 'bank-transfer'],
  ['bank transfer', 'bank-transfer'],
  ['carte cadeau', 'gift-card'],
  ['cartes cadeaux', 'gift-card'],
  ['bon d achat', 'gift-card'],
  ['gift card', 'gift-card'],
  ['gift cards', 'gift-card'],
  ['orange money', 'orange-money'],
  ['airtel money', 'airtel-money'],
  ['mtn momo', 'mtn-momo'],
  ['moov money', 'moov-money'],
  ['virement', 'bank-transfer'],
  ['virements', 'bank-transfer'],
  ['paypal', 'paypal'],
  ['payoneer', 'payoneer'],
  ['wise', 'wise'],
  ['skrill', 'skrill'],
  ['mangopay', 'mangopay'],
  ['crypto', 'crypto'],
  ['cryptomonnaie', 'crypto'],
  ['bitcoin', 'crypto'],
  ['mvola', 'mvola'],
  ['wave', 'wave'],
  ['mtn', 'mtn-momo'],
  ['momo', 'mtn-momo'],
  ['cheque', 'cheque'],
];

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
  readonly method: PaymentMethod | null;
  /** 'YYYY-MM', 'YYYY' or '-MM'. */
  readonly month: string | null;
};

/** Parses "clickworker paypal novembre 2026"; null when nothing could match a proof. */
export function parseProofQuery(typed: string): ProofCriteria | null {
  let rest = ` ${foldName(typed)} `;
  let method: PaymentMethod | null = null;
  for (const [words, is] of METHOD_WORDS) {
    if (method === null && rest.includes(` ${words} `)) {
      method = is;
      rest = rest.replace(` ${words} `, ' ');
    }
  }
  const words: string[] = [];
  let year = '';
  let month = '';
  for (const word of rest.trim().split(' ')) {
    const number = MONTHS.findIndex((names) => names.some((name) => name === word)) + 1;
    if (number > 0 && month === '') month = `-${String(number).padStart(2, '0')}`;
    else if (/^20\d\d$/.test(word) && year === '') year = word;
    else if (!EMPTY.test(word) && word !== '') words.push(word);
  }
  if (words.length === 0 && method === null && month === '' && year === '') return null;
  const when = year + month;
  return {
    platform: words.length === 0 ? null : words.join(' '),
    method,
    month: when === '' ? null : when,
  };
}
