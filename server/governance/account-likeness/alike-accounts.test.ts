import { expect, test } from 'vitest';
import { codedAddressesIn, findAlikeAccounts, type ComparedPost } from './alike-accounts.ts';

const SPAM = 'Gagnez vite 200 € par mois avec mon code de parrainage, sans rien faire du tout';
const LINK = 'https://parrain.example/ab12';
const NOON = '2026-11-20T12:00:00Z';
const EVENING = '2026-11-20T20:00:00Z';

const near = (text: string, fields: Partial<ComparedPost> = {}): ComparedPost => ({
  id: 'other',
  author: 'them',
  text,
  at: EVENING,
  ...fields,
});
const compare = (text: string, others: readonly ComparedPost[]) =>
  findAlikeAccounts([{ id: 'first', text, at: NOON }], others);

test.each([
  ['a referral code', 'https://clickworker.com/fr/?ref=ab12', ['clickworker.com/fr/?ref=ab12']],
  ['a referral path', 'https://www.clickworker.com/r/zoe', ['clickworker.com/r/zoe']],
  ['a shortened address', `Ici : (${LINK}).`, ['parrain.example/ab12']],
  ['a platform', 'https://clickworker.com', []],
  ['a task that many do', 'https://clickworker.com/jobs/123456', []],
  ['a page that helps', 'https://service-public.fr/particuliers/vosdroits/F2360', []],
  ['where it was clicked', 'https://clickworker.com/jobs/123?utm_source=lettre', []],
  ['a topic here', 'https://contrenote.example/fr/forum/messages/3k9a', []],
  ['no address', 'https://', []],
])('%s is a code of somebody, or none', (_, text, expected) => {
  expect(codedAddressesIn(text)).toEqual(expected);
});

test.each([
  ['the same code under other words', `Voyez ${LINK}`, { codes: 1, texts: 0 }],
  ['mostly the same words', `${SPAM}, promis`, { codes: 0, texts: 1 }],
  ['both', `${SPAM} ${LINK}`, { codes: 1, texts: 1 }],
])('an account that wrote %s is alike', (_, text, signs) => {
  const alone = { posts: ['other'], ...signs, minutes: 0, days: 1 };
  expect(compare(`${SPAM} ${LINK}`, [near(text)])).toEqual([alone]);
});

test.each([
  ['an honest text', `${SPAM} ${LINK}`, 'Chez moi le virement est arrivé le 3, merci à vous.'],
  ['the same few words', 'Merci, moi aussi.', 'Merci, moi aussi.'],
  ['the same platform', 'Voir https://clickworker.com', 'Oui, https://clickworker.com'],
  [
    'a quote of it',
    `${SPAM} ${LINK}`,
    `> [zoe, n° 3](/p/3k9)\n> ${SPAM} ${LINK}\n\nUne publicité.`,
  ],
  ['the same task', 'https://clickworker.com/jobs/12345', 'https://clickworker.com/jobs/12345'],
])('an account that wrote %s is not, even in the same minute', (_, text, other) => {
  expect(compare(text, [near(other, { at: NOON })])).toEqual([]);
});

test('posts are counted by account, with the days and those that came together', () => {
  const posts = [
    near(LINK, { id: 'a1', author: 'a' }),
    near(LINK, { id: 'b1', author: 'b', at: '2026-11-20T12:09:00Z' }),
    near(LINK, { id: 'b2', author: 'b', at: '2026-11-21T12:00:00Z' }),
    near('Bonjour.', { id: 'b3', author: 'b' }),
  ];
  expect(compare(LINK, posts)).toEqual([
    { posts: ['b1', 'b2'], codes: 2, texts: 0, minutes: 1, days: 2 },
    { posts: ['a1'], codes: 1, texts: 0, minutes: 0, days: 1 },
  ]);
});

test('a time counts also where the case’s posts repeat each other', () => {
  const wave = [NOON, EVENING].map((at) => ({ id: at, text: LINK, at }));
  for (const at of [NOON, EVENING]) {
    expect(findAlikeAccounts(wave, [near(LINK, { at })])).toMatchObject([{ minutes: 1 }]);
  }
});

test('of an account the first five posts are named, and all are counted', () => {
  const posts = Array.from({ length: 7 }, (_, number) => near(LINK, { id: `p${number}` }));
  const [only] = compare(LINK, posts);
  expect(only?.posts).toEqual(['p0', 'p1', 'p2', 'p3', 'p4']);
  expect(only?.codes).toBe(7);
});
