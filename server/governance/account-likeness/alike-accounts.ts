import { cleanLinkAddress } from '#server/community/forum/clean-link-address.ts';
import { haveWordsInCommon, wordsIn } from '#server/governance/cases/alike-posts.ts';
import { groupBy } from '#shared/core/group-by.ts';
import {
  LIKENESS_MAX_POSTS,
  LIKENESS_MINUTES,
  type AlikeAccount,
} from '#shared/governance/account-likeness.ts';

/** A post that everybody can read, with its moment (RFC 3339). */
export type ComparedPost = { id: string; author: string; text: string; at: string };

/** Fewer different words than these are alike by chance: « Merci, moi aussi. » */
const MIN_WORDS = 8;
/** Posts of the case that are compared; those of a wave repeat each other. */
const MAX_COMPARED = 8;
const MINUTE_MS = 60_000;

/**
 * Finds the accounts whose posts are alike those of a case: the same address with a code, or mostly the
 * same words. That they came at the same time or on several days is counted beside it and is no sign of
 * its own, since who talks together writes in the same minutes.
 * @returns the accounts without their names, those with the most posts alike first.
 */
export function findAlikeAccounts(
  ofCase: readonly Omit<ComparedPost, 'author'>[],
  near: readonly ComparedPost[],
): AlikeAccount[] {
  const own = differentPosts(ofCase.map(read));
  const alike = near.flatMap((post) => {
    const compared = read(post);
    const like = own
      .map((mine) => signsOf(mine, compared))
      .filter(({ code, text }) => code || text);
    if (like.length === 0) return [];
    const some = (sign: keyof Signs): boolean => like.some((one) => one[sign]);
    return [{ ...post, code: some('code'), text: some('text'), soon: some('soon') }];
  });
  return [...groupBy(alike, ({ author }) => author).values()]
    .map((posts) => ({
      posts: posts.map(({ id }) => id).slice(0, LIKENESS_MAX_POSTS),
      codes: posts.filter(({ code }) => code).length,
      texts: posts.filter(({ text }) => text).length,
      minutes: posts.filter(({ soon }) => soon).length,
      days: new Set(posts.map(({ at }) => at.slice(0, 10))).size,
      count: posts.length,
    }))
    .toSorted((a, b) => b.count - a.count || ((a.posts[0] ?? '') < (b.posts[0] ?? '') ? -1 : 1))
    .map(({ count: _, ...account }) => account);
}

/** What a post says, and when that was said, in milliseconds. */
type Said = { times: readonly number[]; codes: ReadonlySet<string>; words: ReadonlySet<string> };
type Signs = { code: boolean; text: boolean; soon: boolean };

function read({ text, at }: { text: string; at: string }): Said {
  // Who answers quotes what another wrote.
  const own = text.replace(/^ *>.*$/gm, '');
  return { times: [Date.parse(at)], codes: new Set(codedAddressesIn(own)), words: wordsIn(own) };
}

function signsOf(mine: Said, other: Said): Signs {
  return {
    code: [...other.codes].some((address) => mine.codes.has(address)),
    text:
      mine.words.size >= MIN_WORDS &&
      other.words.size >= MIN_WORDS &&
      haveWordsInCommon(mine.words, other.words),
    soon: mine.times.some((time) =>
      other.times.some((then) => Math.abs(time - then) <= LIKENESS_MINUTES * MINUTE_MS),
    ),
  };
}

/** Joins posts that say the same, and leaves out those that come last. */
function differentPosts(posts: readonly Said[]): Said[] {
  const same = groupBy(posts, ({ codes, words }) => JSON.stringify([[...codes], [...words]]));
  return [...same.values()].slice(0, MAX_COMPARED).flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    return [{ ...first, times: [first, ...others].flatMap(({ times }) => times) }];
  });
}

/**
 * The addresses of other sites in a text that carry a code of somebody: a referral code, or one short
 * part with a digit, as shortened addresses have. Other addresses are shared by people who do not know
 * each other.
 */
export function codedAddressesIn(text: string): string[] {
  return [...text.matchAll(/https?:\/\/[^\s)\]>"']+/gi)].flatMap(([found]) => {
    const address = found.replace(/[/.,;:!]+$/, '');
    const url = URL.canParse(address) ? new URL(address) : null;
    if (url === null) return [];
    // These tell where a link was clicked, not whose it is.
    const clicked = [...url.searchParams.keys()].filter((name) => name.startsWith('utm_'));
    for (const name of clicked) url.searchParams.delete(name);
    const cleaned = cleanLinkAddress(url.href, { domains: new Set([url.hostname]), origin: null });
    const carriesCode = cleaned?.href !== url.href || /^\/[\w-]*\d[\w-]*\/?$/.test(url.pathname);
    const host = url.hostname.replace(/^www\./, '');
    return carriesCode ? [`${host}${url.pathname}${url.search}`.toLowerCase()] : [];
  });
}
