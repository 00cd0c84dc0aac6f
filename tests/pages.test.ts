import type { LightMyRequestResponse } from 'fastify';
import { beforeAll, describe, expect, test } from 'vitest';
import { LANGUAGES, type Language } from '#shared/core/languages.ts';
import { PAGE_NAMES, pathTo, type PageName } from '#shared/core/paths.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { pages } from '#web/server-entry.ts';
import { makeEditions, makeMonthOfReports } from '#tests/support/barometer.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { addReviewNameAndGuess } from './api/directory/clients.testing.ts';
import {
  makeIncident,
  makeMember,
  makePayout,
  makeReview,
  type TestMember,
} from '#tests/support/factories.ts';
import { makePost, makeThread, type TestThread } from '#tests/support/forum.ts';
import { makeTaskReport } from '#tests/support/tasks.ts';

let site: TestApp;
let payoutId: string;
let report: { id: string; taskId: string };
let thread: TestThread;
let author: TestMember;
let moderator: TestMember;

beforeAll(async () => {
  site = await createTestApp();
  const payout = await makePayout(site, { expectedMinor: 2743, screenshot: true });
  payoutId = payout.id;
  author = payout.member;
  moderator = await makeMember(site, { moderator: true });
  await makePayout(site, { state: 'waiting' });
  await makeIncident(site, { lostMinor: 4197, text: 'Sans un mot.' });
  await makeReview(site, { text: 'Payée à chaque fois.' });
  // Its address is that of the platform: one slug opens the pages of both.
  const client = { client: 'Clickworker', notAPerson: true };
  report = await makeTaskReport(site, { member: author, ethics: ['deceives'], ...client });
  await addReviewNameAndGuess(site, {
    member: author,
    platform: 'clickworker',
    name: 'Clickworker',
  });
  thread = await makeThread(site, { member: author, payoutId });
  await makePost(site, thread.id, { member: moderator });
  await makeMonthOfReports(site, { month: '2026-10', members: 20 });
  await makeEditions(site);
});

function open(path: string, cookie?: string): Promise<LightMyRequestResponse> {
  const headers = { host: 'localhost', accept: 'text/html', ...(cookie ? { cookie } : {}) };
  return site.app.inject({ url: path, headers });
}

function addressOf(page: PageName, language: Language): string {
  const ids: Partial<Record<PageName, string>> = {
    task: report.taskId,
    editTaskReport: report.id,
    thread: thread.id,
    forumPost: thread.postId,
    editPost: thread.postId,
    postHistory: thread.postId,
  };
  const { pseudonym } = author;
  const slug = page === 'forumCategory' ? 'paiements' : 'clickworker';
  return pathTo(language, page, { slug, id: ids[page] ?? payoutId, pseudonym, edition: '2026-10' });
}

const everyPage = PAGE_NAMES.flatMap((page) =>
  LANGUAGES.map((language) => [page, language] as const),
);

function count(text: string, part: RegExp): number {
  return [...text.matchAll(part)].length;
}

/** What the content security policy would block, and what a document must have. */
function expectSoundDocument(html: string, language: Language): void {
  expect(html).toContain(`<html lang="${language}"`);
  expect(count(html, /<h1[\s>]/g)).toBe(1);
  expect(html).toMatch(/<title>[^<]+<\/title>/);
  const markup = html.replaceAll(/<script type="application\/ld\+json">.*?<\/script>/gs, '');
  expect(markup).not.toMatch(/<[^>]*\sstyle="/);
  expect(markup).not.toMatch(/<[^>]*\son[a-z]+=/i);
  expect(markup).not.toMatch(/<style[\s>]/);
  expect(count(markup, /<script(?! type="module" src="\/assets\/)/g)).toBe(0);
}

describe.each([
  ['a stranger', () => undefined],
  ['the author', () => author.cookie],
  ['a moderator', () => moderator.cookie],
])('for %s', (_, cookie) => {
  test.each(everyPage)('the page %s answers in %s', async (page, language) => {
    const response = await open(addressOf(page, language), cookie());
    if (response.statusCode === 303) {
      expect(response.headers.location).toContain(pathTo(language, 'signIn'));
      return;
    }
    // The address of a post leads to its place in its thread.
    if (page === 'forumPost') {
      expect(response.headers.location).toBe(`${addressOf('thread', language)}#m1`);
      return;
    }
    expect(response.statusCode).toBeLessThan(500);
    expectSoundDocument(response.body, language);
    expect(response.body).not.toMatch(/\bundefined\b|\bNaN\b|\[object /);
  });
});

test.each(everyPage)(
  'the page %s in %s names itself and its translation',
  async (page, language) => {
    const path = addressOf(page, language);
    const response = await open(path, author.cookie);
    const { body } = response;
    if (response.statusCode !== 200) return;
    expect(body).toContain(`<link rel="canonical" href="http://localhost${path}"/>`);
    for (const other of LANGUAGES) {
      const translation = `http://localhost${addressOf(page, other)}`;
      expect(body).toContain(`<link rel="alternate" hrefLang="${other}" href="${translation}"/>`);
    }
  },
);

test.each(PAGE_NAMES.filter((name) => pages[name].sameForVisitors === true))(
  'the page %s, which is drawn once for all visitors, has nothing of one of them',
  async (page) => {
    const address = addressOf(page, 'fr');
    const first = await open(address);
    expect(first.headers['set-cookie']).toBeUndefined();
    // Whatever says that she is signed in, and is not.
    const second = await site.app.inject({
      url: address,
      headers: {
        host: 'localhost',
        accept: 'text/html',
        'accept-language': 'en',
        'user-agent': 'another',
        cookie: 'session=ended; ab=dark',
      },
      remoteAddress: '127.0.0.9',
    });
    expect(second.body).toBe(first.body);
    expect(second.statusCode).toBe(first.statusCode);
  },
);

describe('an error page says what to do', () => {
  test.each([
    ['/fr/nulle-part', 'fr', messagesFor('fr').home.wrong.missing.say],
    ['/en/platforms/nobody', 'en', messagesFor('en').home.wrong.missing.say],
  ] as const)('%s', async (path, language, sentence) => {
    const response = await open(path);
    expect(response.statusCode).toBe(404);
    expectSoundDocument(response.body, language);
    expect(response.body).toContain(sentence);
    expect(response.body).toContain('role="search"');
  });
});

describe('the platform page', () => {
  test('tells search engines the rating only where somebody rated', async () => {
    expect((await open(addressOf('platform', 'fr'))).body).toContain('AggregateRating');
    expect((await open('/fr/plateformes/isahit')).body).not.toContain('AggregateRating');
  });

  test('offers its feed, its two verbs and the quiet third one', async () => {
    const { body } = await open(addressOf('platform', 'fr'));
    expect(body).toContain('href="/fr/plateformes/clickworker/flux.atom"');
    expect(body).toContain(
      'href="/fr/declarer/paiement?plateforme=clickworker&amp;outcome=received"',
    );
    expect(body).toContain('plateforme=clickworker&amp;outcome=waiting"');
    expect(body).toContain('href="/fr/declarer/incident?plateforme=clickworker"');
  });

  test('greets who comes from a form, and nobody with words of their own', async () => {
    const path = addressOf('platform', 'fr');
    const greeting = messagesFor('fr').answer.done['incident-published'];
    expect((await open(`${path}?done=incident-published`)).body).toContain(greeting);
    expect((await open(`${path}?done=toString`)).body).not.toContain('role="status"');
  });
});
