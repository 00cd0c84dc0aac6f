import { beforeAll, describe, expect, test } from 'vitest';
import { randomId } from '#server/core/ids.ts';
import { col, statement } from '#server/database/sql.ts';
import { FLAGGABLE_CONTENT } from '#server/public-schema/flaggable-subjects.ts';
import type { Measure } from '#shared/core/moderation-decisions.ts';
import {
  PUBLIC_SUBJECT_KINDS,
  withdrawApiPath,
  type PublicSubjectKind,
} from '#shared/governance/cases.ts';
import { matchPagePath } from '#shared/core/paths.ts';
import { SUBJECTS, type ReadOn } from '#shared/core/subject-kinds.ts';
import { makeTaskReport } from '#tests/support/tasks.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { decide, makeHands, type Hands } from '#tests/support/decisions.ts';
import {
  boycottsBeside,
  makeJudgedThings,
  tracesOf,
  type JudgedThings,
} from '#tests/support/flaggable-subjects.ts';
import { privateTexts } from '#tests/support/declarations.ts';
import { everyRoute, crawl, type Walked } from '#tests/support/crawl.ts';

/**
 * What a decision hides, on everything that a stranger can read: that something was hidden, by which
 * rule; its text behind a click or nowhere; and no figure that it moved. Then it comes back.
 */

const KINDS = PUBLIC_SUBJECT_KINDS;

/** Where the thing and its figure are read, and what the figure is. */
type Read = { at: string; figure: (body: unknown) => unknown; of: number };
const PLATFORM = '/api/platforms/clickworker';
const READS: Partial<Record<PublicSubjectKind, Read>> = {
  payout: { at: PLATFORM, figure: (body) => at(body, 'evidence', 'proofs'), of: 1 },
  incident: { at: PLATFORM, figure: (body) => at(body, 'evidence', 'incidents'), of: 1 },
  review: { at: PLATFORM, figure: (body) => at(body, 'rating', 'count'), of: 1 },
  'client-review': {
    at: '/api/clients/clickworker',
    figure: (body) => at(body, 'figures', 'rating', 'count'),
    of: 1,
  },
};

const PICTURE = /^\/files\/[0-9a-f]{64}\//;

let site: TestApp;
let hands: Hands;
let things: JudgedThings;
let taskId: string;
const walks = {} as Record<'before' | 'hidden' | 'removed' | 'restored', Walked>;

beforeAll(async () => {
  site = await createTestApp();
  hands = await makeHands(site);
  things = await makeJudgedThings(site);
  ({ taskId } = await makeTaskReport(site));
  walks.before = await look();
  await decideAll('hide');
  walks.hidden = await look();
  await decideAll('remove');
  walks.removed = await look();
  await decideAll('restore');
  walks.restored = await crawl(
    site,
    [...walks.before.bodies.keys()].filter(tellsFigures),
    () => false,
  );
});

describe.each(KINDS)('a %s', (kind) => {
  const word = (): string => things.words[kind];

  test('stands where SUBJECTS of shared/core/subject-kinds.ts says, so that it can be pointed at', () => {
    const read: ReadOn = SUBJECTS[kind];
    const id = things.ids[kind];
    const isThere = ([path, body]: readonly [string, string]): boolean => {
      const page = matchPagePath(path.split('?')[0] ?? '');
      if (page === null) return false;
      if ('pages' in read) return page.page === read.pages[0] && page.parameters['id'] === id;
      return (
        (read.on === 'any' || page.page === read.on) && body.includes(`id="${read.anchor}-${id}"`)
      );
    };
    expect([...walks.before.bodies].some(isThere)).toBe(true);
  });

  test('is read by everybody while nothing hides it', () => {
    expect(where(walks.before, word())).not.toEqual([]);
  });

  test('once hidden, is told as such with its text for who asks, and by no page outright', () => {
    const api = where(walks.hidden, word()).filter((path) => path.startsWith('/api/'));
    expect(api).not.toEqual([]);
    for (const path of api) expect(walks.hidden.bodies.get(path)).toContain('"level":"hidden"');
    const pages = where(walks.hidden, word()).filter((path) => /^\/(fr|en)\//.test(path));
    expect(pages).not.toEqual([]);
    for (const path of pages) {
      const body = walks.hidden.bodies.get(path) ?? '';
      expect(outsideDetails(body), path).not.toContain(word());
      expect(body, path).toMatch(/moderation\/decisions\/[0-9a-z]{12}/);
    }
    expect(where(walks.hidden, word())).toEqual([...api, ...pages].toSorted());
  });

  test('once removed, leaves no word of it anywhere', () => {
    expect(where(walks.removed, word())).toEqual([]);
    const told = [...walks.removed.bodies].filter(
      ([path, body]) => path.startsWith('/api/') && body.includes('"level":"removed"'),
    );
    expect(told.map(([, body]) => body).join('')).toContain(things.ids[kind]);
  });

  const read = READS[kind];
  test.runIf(read !== undefined)('leaves its figure, hidden and removed', () => {
    if (read === undefined) return;
    const figure = (walked: Walked): unknown => read.figure(answer(walked, read.at));
    expect(figure(walks.before)).toBe(read.of);
    expect(figure(walks.hidden) ?? 0).toBe(0);
    expect(figure(walks.removed) ?? 0).toBe(0);
    expect(figure(walks.restored)).toBe(read.of);
  });
});

test('what the declarations call private is in no answer', async () => {
  const found = (await privateTexts(site.database.sql)).flatMap(({ of, value }) =>
    where(walks.before, value).map((path) => `${path} shows ${of}: ${value}`),
  );
  expect(found).toEqual([]);
});

test('nothing on the way fails', () => {
  expect(Object.values(walks).flatMap(({ failed }) => failed)).toEqual([]);
});

test('pictures of what is removed are served to nobody else, and come back', async () => {
  const { author, pictures } = things;
  const paths = [...walks.before.bodies.keys()].filter((path) => PICTURE.test(path));
  expect(pictures.every((key) => paths.some((path) => path.includes(key)))).toBe(true);
  const last = [...walks.removed.bodies.keys()].filter((path) => PICTURE.test(path));
  expect(last).toEqual([]);
  await decideAll('remove');
  for (const key of pictures) {
    const address = `/files/${key}/reading.webp`;
    expect((await site.get(address)).statusCode).toBe(404);
    expect((await site.get(address, hands.second.cookie)).statusCode).toBe(404);
    expect((await site.get(address, hands.moderator.cookie)).statusCode).toBe(200);
    await propose(true);
    expect((await site.get(address, hands.second.cookie)).statusCode).toBe(404);
    await propose(true, hands.second.id);
    expect((await site.get(address, hands.second.cookie)).statusCode).toBe(200);
    await propose(false);
    const own = await site.get(address, author.cookie);
    expect([own.statusCode, own.headers['cache-control']]).toEqual([200, 'private, no-store']);
  }
  await decideAll('restore');
  for (const key of pictures) {
    expect((await site.get(`/files/${key}/reading.webp`)).statusCode).toBe(200);
  }
});

test('restored, every answer is the same as before, to the digit', () => {
  const paths = [...walks.before.bodies.keys()].filter(tellsFigures);
  expect(paths.length).toBeGreaterThan(50);
  const changed = paths.filter((path) => said(walks.restored, path) !== said(walks.before, path));
  expect(changed).toEqual([]);
});

test('the author of what is removed reads her own words, marked', async () => {
  const { author, ids } = things;
  await decideAll('remove');
  const own = [
    '/api/me/payouts',
    '/api/me/incidents',
    '/api/me/reviews',
    '/api/me/client-reviews',
    `/api/forum/posts/${ids.post}`,
    `/api/payouts/${ids.payout}`,
  ];
  for (const path of own) {
    const { body } = await site.get(path, author.cookie);
    expect(body, path).toContain('"level":"removed"');
    expect(body, path).toMatch(/zazou|"hasScreenshot":true|\/files\//);
  }
  const page = (await site.get('/fr/mes-preuves', author.cookie)).body;
  expect(page.match(/moderation\/decisions\//g)?.length).toBeGreaterThanOrEqual(4);
  await decideAll('restore');
});

test('a veil is told with its end, and keeps the text back meanwhile', async () => {
  await decide(site, hands, { kind: 'review', id: things.ids.review }, 'veil');
  const { reviews } = (await site.get(`${PLATFORM}/reviews`)).json<{
    reviews: { text: string | null; hiding: { level: string; until: string | null } }[];
  }>();
  const [review] = reviews;
  expect(review?.text).toBeNull();
  expect(review?.hiding).toMatchObject({ level: 'removed', until: '2026-11-23T10:00:00Z' });
  const page = (await site.get('/fr/plateformes/clickworker/avis')).body;
  expect(page).toContain('Voilé jusqu’au 23 novembre 2026');
  await decide(site, hands, { kind: 'review', id: things.ids.review }, 'restore');
});

test('each author has her words in her own data; taken back, no word nor link of them is left anywhere', async () => {
  const written = KINDS.filter((kind) => FLAGGABLE_CONTENT[kind].by !== null);
  const cookieOf = (kind: PublicSubjectKind): string =>
    (kind === 'boycott' ? things.proposer : things.author).cookie;
  const ownData = async (kind: PublicSubjectKind): Promise<string> =>
    (await site.get('/api/me/data.json', cookieOf(kind))).body;
  const { sql } = site.database;
  for (const kind of written) {
    expect(await ownData(kind), kind).toContain(things.words[kind]);
    const { id } = kind === 'boycott' ? things.proposer : things.author;
    // As a form leaves it that can be sent twice.
    await sql(
      `INSERT INTO idempotency_key (member_id, key, result, created_on)
       VALUES ($1, $2, jsonb_build_object('id', $3::text), '2026-11-20')`,
      [id, kind, things.ids[kind]],
    );
  }
  for (const kind of written) {
    const { statusCode, body } = await site.post(
      withdrawApiPath(`${kind}/${things.ids[kind]}`),
      {},
      cookieOf(kind),
    );
    expect(statusCode, `${kind} ${body}`).toBe(200);
  }
  await site.catchUp();
  const left = statement({ key: col.text }, 'SELECT key FROM idempotency_key');
  const forgotten = (await sql(left))
    .filter(({ key }) => written.some((kind) => kind === key))
    .map(({ key }) => `withdrawing a ${key} leaves its form's key: call deleteIdempotencyKeys`);
  expect(forgotten).toEqual([]);
  expect(
    (await Promise.all(written.map((kind) => tracesOf(sql, kind, things.ids[kind])))).flat(),
  ).toEqual([]);
  for (const kind of written) {
    expect(await ownData(kind), kind).not.toContain(things.words[kind]);
    for (const path of where(walks.before, things.words[kind])) {
      expect((await site.get(path)).body, path).not.toContain(things.words[kind]);
    }
  }
});

/** Cases wait for a second person, who may have taken them; or are closed. */
async function propose(proposed: boolean, takenBy: string | null = null): Promise<void> {
  const state = proposed ? 'proposed' : 'closed';
  const takenUntil = takenBy === null ? null : new Date(site.clock.now.getTime() + 3_600_000);
  const { moderationCase, caseProposal } = site.database.prisma;
  await moderationCase.updateMany({ data: { state, takenBy, takenUntil } });
  await caseProposal.deleteMany();
  if (!proposed) return;
  const words = { kind: 'remove', rule: 'R4', reason: 'Une adresse.', facts: 'Elle y est.' };
  const by = { memberId: hands.moderator.id, handle: 'M-TEST1', state: 'open' };
  const cases = await moderationCase.findMany({ select: { id: true } });
  await caseProposal.createMany({
    data: cases.map(({ id }) => ({
      ...words,
      ...by,
      id: randomId(),
      caseId: id,
      proposedAt: site.clock.now,
    })),
  });
}

async function decideAll(measure: Measure): Promise<void> {
  for (const kind of KINDS) await decide(site, hands, { kind, id: things.ids[kind] }, measure);
}

/** All that a stranger can read. */
async function look(): Promise<Walked> {
  const { ids, thread } = things;
  const routes = await everyRoute(site, {
    payouts: ids.payout,
    incidents: ids.incident,
    tasks: taskId,
    threads: thread,
    posts: ids.post,
    boycotts: ids.boycott,
  });
  const searches = KINDS.map((kind) => `/api/search?q=${things.words[kind]}`);
  const lookup = '/api/lookup?domain=clickworker.com&ids=A1CLIENT';
  // What has one report alone is in no list once that is hidden, but has its page.
  const pages = [`/fr/taches/${taskId}`, `/en/tasks/${taskId}`, `/fr/preuves/${ids.payout}`];
  const beside = [lookup, ...(await boycottsBeside(site, ids)), ...pages];
  return crawl(site, ['/', '/sitemap.xml', ...beside, ...searches, ...routes], isNear);
}

/** Of other platforms nothing is shown here; with a question, pages are lists again, or forms. */
function isNear(path: string): boolean {
  return !/(?:plateformes|platforms)\/(?!clickworker)|^\/(?:fr|en)\/[^?]*\?|^\/en\/moderation/.test(
    path,
  );
}

/** Answers that are made of what members posted; not what tells of decisions. */
function tellsFigures(path: string): boolean {
  return (
    /^\/api\/|^\/(?:requesters|v1)|image\.png$/.test(path) &&
    !/record|moderation|decisions|transparency|openapi|standings|history|challenge|passkeys/.test(
      path,
    )
  );
}

/** Addresses whose answers hold a word, those that were asked with it left out. */
function where({ bodies }: Walked, word: string): string[] {
  return [...bodies]
    .filter(([path, body]) => body.includes(word) && !path.includes(word))
    .map(([path]) => path)
    .toSorted();
}

/** The body of an answer without its headers, which tell the moment. */
function said({ bodies }: Walked, path: string): string {
  const body = bodies.get(path) ?? '';
  return body.slice(0, body.lastIndexOf('\n'));
}

function answer(walked: Walked, path: string): unknown {
  return JSON.parse(said(walked, path));
}

/** What a page shows to who opens nothing. */
function outsideDetails(html: string): string {
  let rest = html;
  for (;;) {
    const inner = rest.replaceAll(/<details(?:(?!<details|<\/details>)[\s\S])*<\/details>/g, '');
    if (inner === rest) return inner;
    rest = inner;
  }
}

function at(body: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : null,
    body,
  );
}
