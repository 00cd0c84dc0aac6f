import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makeReview, showAllPosts } from '#tests/support/factories.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import { readReviews, readOwnReviews, readRating } from './reviews.testing.ts';

const REVIEW = {
  pay: 2,
  punctuality: 5,
  fairness: 3,
  communication: 1,
  supply: 4,
  experiencedMonth: '2026-10',
  text: 'Payée à chaque fois.',
};

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

describe('POST /api/platforms/:slug/review', () => {
  const path = '/api/platforms/bpeek/review';

  test('once it is shown, moves the figures and stands in the record', async () => {
    const member = await makeMember(site);
    const response = await site.post(path, REVIEW, member.cookie);
    expect(response.statusCode).toBe(201);
    expect(response.json()).toMatchObject({
      path: '/fr/plateformes/bpeek/avis?done=review-published',
    });
    await showAllPosts(site);
    const { reviews } = await readReviews(site, 'bpeek');
    expect(reviews).toMatchObject([
      {
        criteria: { pay: 2, punctuality: 5, fairness: 3, communication: 1, supply: 4 },
        text: 'Payée à chaque fois.',
        quarter: '2026-Q4',
        shownFrom: '2026-11-16',
        edited: false,
        solicited: false,
        author: { established: false, pseudonym: null, deleted: false },
      },
    ]);
    expect(await readRating(site, 'bpeek')).toMatchObject({
      count: 1,
      distribution: [0, 0, 1, 0, 0],
      recentCount: 1,
    });
    expect(await kindsInRecord(site, `review/${reviews[0]?.id}`)).toEqual(['review-published']);
  });

  test('a second one edits the first, and the figures follow', async () => {
    const { id, member } = await makeReview(site, { slug: 'mobeye', mark: 5, text: 'Parfait.' });
    site.clock.advanceDays(1);
    const response = await site.post(
      '/api/platforms/mobeye/review',
      { ...REVIEW, text: undefined, pay: 1, punctuality: 1, fairness: 1, supply: 1 },
      member.cookie,
    );
    expect(response.statusCode).toBe(200);
    expect(response.json()).toMatchObject({ id });
    const { reviews } = await readReviews(site, 'mobeye');
    expect(reviews).toMatchObject([{ id, edited: true, text: null, criteria: { pay: 1 } }]);
    expect((await readRating(site, 'mobeye')).distribution).toEqual([1, 0, 0, 0, 0]);
    expect(await kindsInRecord(site, `review/${id}`)).toEqual(['review-edited']);
  });

  test('the same one sent again edits nothing', async () => {
    const member = await makeMember(site);
    await site.post('/api/platforms/roamler/review', REVIEW, member.cookie);
    await showAllPosts(site);
    const again = await site.post('/api/platforms/roamler/review', REVIEW, member.cookie);
    expect(again.statusCode).toBe(200);
    const [review] = await readOwnReviews(site, member.cookie);
    expect(review?.editedOn).toBeNull();
    expect(await kindsInRecord(site, `review/${review?.id}`)).toEqual(['review-published']);
  });

  test('there is one a member and platform, also when two are sent at the same time', async () => {
    const member = await makeMember(site);
    const responses = await Promise.all(
      [1, 2, 3].map((pay) =>
        site.post('/api/platforms/winminute/review', { ...REVIEW, pay }, member.cookie),
      ),
    );
    expect(responses.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 200, 201]);
    await showAllPosts(site);
    expect((await readReviews(site, 'winminute')).reviews).toHaveLength(1);
    expect((await readRating(site, 'winminute')).count).toBe(1);
  });

  test('one asked for by somebody is listed, and leaves the figures', async () => {
    const member = await makeMember(site);
    await makeReview(site, { slug: 'bemyeye', mark: 2 });
    const before = await readRating(site, 'bemyeye');
    const review = { ...REVIEW, pay: 5, communication: 5, solicited: true };
    await site.post('/api/platforms/bemyeye/review', review, member.cookie);
    await showAllPosts(site);
    expect(await readRating(site, 'bemyeye')).toEqual(before);
    expect((await readReviews(site, 'bemyeye', 'sort=highest')).reviews).toMatchObject([
      { solicited: true },
      { solicited: false },
    ]);
  });

  test.each([
    ['pay', { pay: 0 }, 'too-small'],
    ['pay', { pay: 6 }, 'too-big'],
    ['supply', { supply: '2.5' }, 'invalid'],
    ['fairness', { fairness: undefined }, 'required'],
    ['experiencedMonth', { experiencedMonth: '2026-12' }, 'in-the-future'],
    ['experiencedMonth', { experiencedMonth: '1999-12' }, 'invalid'],
    ['experiencedMonth', { experiencedMonth: '2026-13' }, 'invalid'],
    ['text', { text: 'a'.repeat(5001) }, 'too-long'],
  ])('refuses a bad %s', async (field, change, code) => {
    const member = await makeMember(site);
    const response = await site.post(path, { ...REVIEW, ...change }, member.cookie);
    expect(response.statusCode).toBe(422);
    expect(response.json()).toMatchObject({ error: { fields: { [field]: { code } } } });
    expect(await readOwnReviews(site, member.cookie)).toEqual([]);
  });

  test('is not for who is signed out, and not for a platform that is not there', async () => {
    const member = await makeMember(site);
    expect((await site.post(path, REVIEW)).statusCode).toBe(401);
    const nowhere = await site.post('/api/platforms/nobody/review', REVIEW, member.cookie);
    expect(nowhere.statusCode).toBe(404);
  });

  test('a refused form comes back whole, and hostile text is only text', async () => {
    const member = await makeMember(site);
    const response = await site.post(path, {}, member.cookie, {
      payload: new URLSearchParams({
        pay: '4',
        punctuality: '2',
        experiencedMonth: '"><svg onload=alert(2)>',
        text: '</textarea><script>alert(1)</script>',
        _form: 'review',
        _from: '/fr/plateformes/bpeek/noter',
      }).toString(),
      headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(response.statusCode).toBe(422);
    expect(response.body).not.toMatch(/<script>alert|<svg onload/);
    expect(response.body).toContain('&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(response.body).toMatch(/<input[^>]*name="pay"[^>]*checked=""[^>]*value="4"/);
  });
});

describe('POST /api/reviews/:id/withdraw', () => {
  test('deletes it; the figures follow and the record says no more than that', async () => {
    const { id, member } = await makeReview(site, { slug: 'bpeek', mark: 1 });
    await site.post('/api/platforms/bpeek/review', REVIEW, member.cookie);
    const before = await readRating(site, 'bpeek');
    const path = `/api/reviews/${id}/withdraw`;
    expect((await site.post(path, {}, member.cookie)).statusCode).toBe(200);
    expect((await readRating(site, 'bpeek')).count).toBe(before.count - 1);
    expect((await readReviews(site, 'bpeek')).reviews.map((review) => review.id)).not.toContain(id);
    expect(await kindsInRecord(site, `review/${id}`)).toEqual([
      'review-edited (erased)',
      'review-withdrawn',
    ]);
    expect((await site.post(path, {}, member.cookie)).statusCode).toBe(410);
  });

  test('takes back one’s own only, signed in only', async () => {
    const { id } = await makeReview(site, { slug: 'ferpection' });
    const other = await makeMember(site);
    const path = `/api/reviews/${id}/withdraw`;
    expect((await site.post(path, {})).statusCode).toBe(401);
    expect((await site.post(path, {}, other.cookie)).statusCode).toBe(403);
    expect(
      (await site.post('/api/reviews/zzzzzzzzzzzz/withdraw', {}, other.cookie)).statusCode,
    ).toBe(404);
    expect((await site.post(path, { _key: '!' }, other.cookie)).statusCode).toBe(422);
    expect((await readReviews(site, 'ferpection')).reviews).toHaveLength(1);
  });
});

describe('the page of the form', () => {
  test('starts empty, and later from the review that stands', async () => {
    const member = await makeMember(site);
    const path = '/fr/plateformes/ba-click/noter';
    const empty = await site.get(path, member.cookie);
    expect(empty.statusCode).toBe(200);
    expect(empty.body).not.toContain('checked=""');
    expect(empty.body).not.toContain('/withdraw');
    const { id } = await makeReview(site, {
      slug: 'ba-click',
      member,
      mark: 4,
      text: 'Le </textarea> mien.',
    });
    const { body } = await site.get(path, member.cookie);
    expect(body).toMatch(/<input[^>]*name="supply"[^>]*checked=""[^>]*value="4"/);
    expect(body).toContain('Le &lt;/textarea&gt; mien.');
    expect(body).toContain(`action="/api/reviews/${id}/withdraw"`);
  });

  test('is in no search engine, and is not found for a platform that is not there', async () => {
    const visit = await site.get('/fr/plateformes/ba-click/noter');
    expect(visit.statusCode).toBe(200);
    expect(visit.body).toContain('<meta name="robots" content="noindex"');
    expect((await site.get('/fr/plateformes/nobody/noter')).statusCode).toBe(404);
  });
});
