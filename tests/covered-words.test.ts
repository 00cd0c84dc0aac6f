import { beforeAll, describe, expect, test } from 'vitest';
import { crawl, everyRoute, type Walked } from '#tests/support/crawl.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { decide, makeHands, type Hands } from '#tests/support/decisions.ts';
import {
  makeIncident,
  makeMember,
  makePayout,
  makeReview,
  type TestMember,
} from '#tests/support/factories.ts';
import { makePost, makeThread } from '#tests/support/forum.ts';
import { makeTaskReport } from '#tests/support/tasks.ts';

/**
 * Words of a post and of a review that a decision covers, in all that a stranger and another member can read
 * (`tests/api/portability/covered-words.test.ts` reads the dump). Before it, each of these readers is seen to give the words; after it, none does; then all do again.
 */

const WORDS = { post: 'zazoupostmot', review: 'zazouavismot' } as const;
type Kind = keyof typeof WORDS;
const KINDS = ['post', 'review'] as const;

/** Each kind of reader, by the addresses at which it reads, and which kinds of texts it gives. */
const READERS: readonly (readonly [string, RegExp, readonly Kind[]])[] = [
  ['a page in French', /^\/fr\/(?:forum|plateformes)\//, ['post', 'review']],
  ['a page in English', /^\/en\/(?:forum|platforms)\//, ['post', 'review']],
  ['the API', /^\/api\/(?:forum\/threads|platforms)\//, ['post', 'review']],
  ['the history of edits', /^\/fr\/forum\/messages\/[^/]+\/(?:versions|historique)/, ['post']],
  ['former versions in the API', /^\/api\/forum\/posts\/[^/]+\/versions/, ['post']],
  ['a quote', /^\/api\/forum\/posts\/[^/]+$/, ['post']],
  ['the search', /^\/api\/search\?/, ['post']],
  ['a feed', /\.atom$/, ['post']],
];

let site: TestApp;
let hands: Hands;
let author: TestMember;
let reader: TestMember;
let ids: Record<Kind, string>;
let paths: string[];
const walks = {} as Record<'before' | 'covered' | 'shown', Walked>;

beforeAll(async () => {
  site = await createTestApp();
  hands = await makeHands(site);
  author = await makeMember(site);
  reader = await makeMember(site);
  const { id: thread, postId } = await makeThread(site, {
    member: author,
    text: `Ils ne paient pas, voyez avec ${WORDS.post} au bureau.`,
  });
  await makePost(site, thread, { member: await makeMember(site), text: 'Merci.' });
  const edited = `Ils ne paient toujours pas, voyez avec ${WORDS.post} au bureau.`;
  await site.post(`/api/forum/posts/${postId}`, { text: edited }, author.cookie);
  const { id: review } = await makeReview(site, {
    member: author,
    text: `On vous paie, mais ${WORDS.review} est pénible.`,
  });
  ids = { post: postId, review };
  await follow(thread);
  await site.catchUp();
  const routes = await everyRoute(site, {
    payouts: (await makePayout(site, { screenshot: true })).id,
    incidents: (await makeIncident(site)).id,
    tasks: (await makeTaskReport(site)).taskId,
    threads: thread,
    posts: postId,
  });
  const searches = KINDS.map((kind) => `/api/search?q=${WORDS[kind]}`);
  paths = ['/', '/sitemap.xml', '/fr/plateformes/clickworker/avis', ...searches, ...routes];
  walks.before = await look();
  for (const kind of KINDS) {
    await decide(site, hands, { kind, id: ids[kind] }, 'cover', { words: [WORDS[kind]] });
  }
  walks.covered = await look();
  await decide(site, hands, { kind: 'post', id: ids.post }, 'uncover', {
    replaces: (await rowOf('post')).coveredBy ?? '',
  });
  await decide(site, hands, { kind: 'review', id: ids.review }, 'uncover', {
    replaces: (await rowOf('review')).coveredBy ?? '',
  });
  walks.shown = await look();
});

describe.each(KINDS)('words of a %s', (kind) => {
  test.each(READERS.filter(([, , kinds]) => kinds.includes(kind)))(
    'are in %s before, not once covered, and again once shown',
    (_, addresses) => {
      const at = (when: keyof typeof walks) =>
        where(walks[when], WORDS[kind]).filter((path) => addresses.test(path));
      expect(at('before')).not.toEqual([]);
      expect(at('covered')).toEqual([]);
      expect(at('shown')).not.toEqual([]);
    },
  );

  test('are nowhere else once covered, for a stranger', () => {
    expect(where(walks.covered, WORDS[kind])).toEqual([]);
  });
});

test('the rest of the texts is read as before, with a mark', () => {
  const { bodies } = walks.covered;
  const all = [...bodies.values()].join('');
  for (const rest of [
    'Ils ne paient toujours pas, voyez avec [caché',
    'On vous paie, mais [caché',
  ]) {
    expect(all).toContain(rest);
  }
});

test('another member, who follows the topic, reads none of the words', async () => {
  for (const kind of KINDS) {
    const { coveredBy } = await rowOf(kind);
    if (coveredBy === null)
      await decide(site, hands, { kind, id: ids[kind] }, 'cover', { words: [WORDS[kind]] });
  }
  await site.catchUp();
  const hers = ['/api/me/inbox', '/fr/moi', '/fr/nouvelles', '/api/me/data.json'];
  const routes = paths.filter((path) => path.startsWith('/api/') && !path.includes('?q='));
  for (const path of [...hers, ...routes, ...walks.before.bodies.keys()]) {
    if (path.includes(WORDS.post) || path.includes(WORDS.review)) continue;
    const { body } = await site.get(path, reader.cookie);
    for (const kind of KINDS) expect(body, path).not.toContain(WORDS[kind]);
  }
});

test('nothing on the way fails', () => {
  expect(Object.values(walks).flatMap(({ failed }) => failed)).toEqual([]);
});

/** Lets the reader follow a topic. */
async function follow(thread: string): Promise<void> {
  const { prisma } = site.database;
  await prisma.follow.create({
    data: { memberId: reader.id, kind: 'thread', subject: thread, since: site.clock.now },
  });
}

function rowOf(kind: Kind): Promise<{ coveredBy: string | null }> {
  const { prisma } = site.database;
  const where = { id: ids[kind] };
  return kind === 'post'
    ? prisma.forumPost.findUniqueOrThrow({ where })
    : prisma.review.findUniqueOrThrow({ where });
}

async function look(): Promise<Walked> {
  await site.catchUp();
  return crawl(site, paths, isNear);
}

/** Of other platforms nothing is shown here; with a question, pages are lists again, or forms. */
function isNear(path: string): boolean {
  return !/(?:plateformes|platforms)\/(?!clickworker)|^\/(?:fr|en)\/[^?]*\?/.test(path);
}

/** Addresses whose answers hold a word, those that were asked with it left out but for the search. */
function where({ bodies }: Walked, word: string): string[] {
  return [...bodies]
    .filter(([path, body]) => body.includes(word) && (!path.includes(word) || isHit(path, body)))
    .map(([path]) => path)
    .toSorted();
}

/** Whether an answer to a question for the word found something. */
function isHit(path: string, body: string): boolean {
  return path.startsWith('/api/search?') && body.includes(ids.post);
}
