import { beforeAll, describe, expect, test } from 'vitest';
import { dateOf } from '#server/db.ts';
import { platformResponse, type PlatformResponse } from '#shared/platforms.ts';
import {
  ownReviewsResponse,
  reviewsResponse,
  type OwnReview,
  type ReviewsResponse,
} from '#shared/reviews.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, makeReview } from '#tests/support/factories.ts';

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

async function list(slug: string, query = '', cookie?: string): Promise<ReviewsResponse> {
  const response = await site.get(`/api/platforms/${slug}/reviews?${query}`, cookie);
  return reviewsResponse.parse(response.json());
}

async function own(cookie: string): Promise<OwnReview[]> {
  return ownReviewsResponse.parse((await site.get('/api/me/reviews', cookie)).json()).reviews;
}

async function rating(slug: string): Promise<PlatformResponse['rating']> {
  return platformResponse.parse((await site.get(`/api/platforms/${slug}`)).json()).rating;
}

async function kindsInRecord(id: string): Promise<string[]> {
  const entries = await site.database.prisma.recordEntry.findMany({
    where: { subject: `review/${id}` },
    orderBy: { id: 'asc' },
  });
  return entries.map(({ kind, salt }) => (salt === null ? `${kind} (erased)` : kind));
}

describe('POST /api/platforms/:slug/review', () => {
  const path = '/api/platforms/bpeek/review';

  test('publishes, moves the figures and stands in the record', async () => {
    const member = await makeMember(site);
    const response = await site.post(path, REVIEW, member.cookie);
    expect(response.statusCode).toBe(201);
    expect(response.json()).toMatchObject({ path: '/fr/plateformes/bpeek?done=review-published' });
    const { reviews } = await list('bpeek');
    expect(reviews).toMatchObject([
      {
        criteria: { pay: 2, punctuality: 5, fairness: 3, communication: 1, supply: 4 },
        text: 'Payée à chaque fois.',
        experiencedMonth: '2026-10',
        publishedMonth: '2026-11',
        edited: false,
        checked: 'none',
        solicited: false,
        author: { established: false, pseudonym: null, deleted: false },
      },
    ]);
    expect(await rating('bpeek')).toMatchObject({
      count: 1,
      distribution: [0, 0, 1, 0, 0],
      recentCount: 1,
    });
    expect(await kindsInRecord(reviews[0]?.id ?? '')).toEqual(['review-published']);
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
    const { reviews } = await list('mobeye');
    expect(reviews).toMatchObject([{ id, edited: true, text: null, criteria: { pay: 1 } }]);
    expect((await rating('mobeye')).distribution).toEqual([1, 0, 0, 0, 0]);
    expect(await kindsInRecord(id)).toEqual(['review-edited']);
  });

  test('the same one sent again edits nothing', async () => {
    const member = await makeMember(site);
    await site.post('/api/platforms/roamler/review', REVIEW, member.cookie);
    const again = await site.post('/api/platforms/roamler/review', REVIEW, member.cookie);
    expect(again.statusCode).toBe(200);
    const [review] = await own(member.cookie);
    expect(review?.editedOn).toBeNull();
    expect(await kindsInRecord(review?.id ?? '')).toEqual(['review-published']);
  });

  test('there is one a member and platform, also when two are sent at the same time', async () => {
    const member = await makeMember(site);
    const responses = await Promise.all(
      [1, 2, 3].map((pay) =>
        site.post('/api/platforms/winminute/review', { ...REVIEW, pay }, member.cookie),
      ),
    );
    expect(responses.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 200, 201]);
    expect((await list('winminute')).reviews).toHaveLength(1);
    expect((await rating('winminute')).count).toBe(1);
  });

  test('one asked for by somebody is listed, and leaves the figures', async () => {
    const member = await makeMember(site);
    await makeReview(site, { slug: 'bemyeye', mark: 2 });
    const before = await rating('bemyeye');
    const review = { ...REVIEW, pay: 5, communication: 5, solicited: true };
    await site.post('/api/platforms/bemyeye/review', review, member.cookie);
    expect(await rating('bemyeye')).toEqual(before);
    expect((await list('bemyeye', 'sort=highest')).reviews).toMatchObject([
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
    expect(await own(member.cookie)).toEqual([]);
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

describe('POST /api/platforms/:slug/review/withdraw', () => {
  test('deletes it; the figures follow and the record says no more than that', async () => {
    const { id, member } = await makeReview(site, { slug: 'bpeek', mark: 1 });
    await site.post('/api/platforms/bpeek/review', REVIEW, member.cookie);
    const before = await rating('bpeek');
    const path = '/api/platforms/bpeek/review/withdraw';
    expect((await site.post(path, {}, member.cookie)).statusCode).toBe(200);
    expect((await rating('bpeek')).count).toBe(before.count - 1);
    expect((await list('bpeek')).reviews.map((review) => review.id)).not.toContain(id);
    expect(await kindsInRecord(id)).toEqual(['review-edited (erased)', 'review-withdrawn']);
    expect((await site.post(path, {}, member.cookie)).statusCode).toBe(404);
  });

  test('takes back one’s own only, signed in only', async () => {
    await makeReview(site, { slug: 'ferpection' });
    const other = await makeMember(site);
    const path = '/api/platforms/ferpection/review/withdraw';
    expect((await site.post(path, {})).statusCode).toBe(401);
    expect((await site.post(path, {}, other.cookie)).statusCode).toBe(404);
    expect((await site.post(path, { _key: '!' }, other.cookie)).statusCode).toBe(422);
    expect((await list('ferpection')).reviews).toHaveLength(1);
  });
});

describe('GET /api/platforms/:slug/reviews', () => {
  test.each([
    ['newest', [2, 4, 1, 5]],
    ['lowest', [1, 2, 4, 5]],
    ['highest', [5, 4, 2, 1]],
  ])('sorts %s first', async (sort, marks) => {
    const slug = { newest: 'appen', lowest: 'clixsense', highest: 'pactera' }[sort] ?? '';
    const published = [
      [5, '2026-01-09'],
      [1, '2026-03-09'],
      [4, '2026-08-09'],
      [2, '2026-11-02'],
    ] as const;
    for (const [mark, publishedOn] of published) {
      await makeReview(site, { slug, mark, publishedOn });
    }
    const { reviews } = await list(slug, `sort=${sort}`);
    expect(reviews.map(({ criteria }) => criteria.pay)).toEqual(marks);
  });

  test.each(['newest', 'lowest', 'highest'])('pages by %s, each review once', async (sort) => {
    const { count } = await rating('isahit');
    for (let index = count; index < 23; index += 1) {
      const publishedOn = `2026-0${(index % 4) + 1}-11`;
      await makeReview(site, { slug: 'isahit', mark: (index % 3) + 1, publishedOn });
    }
    const first = await list('isahit', `sort=${sort}`);
    expect(first.reviews).toHaveLength(20);
    const second = await list('isahit', `sort=${sort}&before=${first.next}`);
    expect(second.reviews).toHaveLength(3);
    expect(second.next).toBeNull();
    const ids = [...first.reviews, ...second.reviews].map(({ id }) => id);
    expect(new Set(ids).size).toBe(23);
  });

  test('says what each review was checked against', async () => {
    const slug = 'loonea';
    const declared = await makePayout(site, { slug });
    const proven = await makePayout(site, { slug });
    const paidFor = await makePayout(site, { slug, solicited: true });
    const elsewhere = await makePayout(site, { slug: 'moolineo' });
    await site.database.prisma.screenshot.create({
      data: {
        payoutId: proven.id,
        key: 'a'.repeat(64),
        width: 2,
        height: 2,
        thumbnailWidth: 1,
        thumbnailHeight: 1,
      },
    });
    const expected = [
      [declared.member, 'declared'],
      [proven.member, 'proof'],
      [paidFor.member, 'none'],
      [elsewhere.member, 'none'],
    ] as const;
    for (const [member, checked] of expected) {
      const { id } = await makeReview(site, { slug, member });
      const review = (await list(slug)).reviews.find((candidate) => candidate.id === id);
      expect(review?.checked).toBe(checked);
    }
  });

  test('tells no exact day and no author but who signed', async () => {
    const slug = 'testapic';
    const { member } = await makeReview(site, { slug, publishedOn: '2026-11-17' });
    const author = await site.database.prisma.author.findFirstOrThrow({
      where: { memberId: member.id },
    });
    const other = await makeMember(site);
    for (const cookie of [undefined, other.cookie]) {
      const { body } = await site.get(`/api/platforms/${slug}/reviews`, cookie);
      expect(body).toContain('"publishedMonth":"2026-11"');
      expect(body).not.toContain('2026-11-17');
      for (const secret of [member.id, member.pseudonym, author.id, author.payoutKey]) {
        expect(body).not.toContain(secret);
      }
    }
    const signed = await makeReview(site, { slug, signed: true, mark: 5 });
    const { reviews } = await list(slug, 'sort=highest', signed.member.cookie);
    expect(reviews).toMatchObject([
      { author: { key: null, pseudonym: signed.member.pseudonym }, can: { edit: true } },
      { author: { pseudonym: null }, can: { edit: false } },
    ]);
  });

  test('keeps the review of a member who is gone, without her', async () => {
    const { member } = await makeReview(site, { slug: 'streetbees', signed: true });
    await site.database.prisma.author.updateMany({
      where: { memberId: member.id },
      data: { memberId: null, frozenEstablished: true },
    });
    expect((await list('streetbees')).reviews[0]?.author).toMatchObject({
      established: true,
      pseudonym: null,
      deleted: true,
    });
  });

  test('refuses an order and a cursor that are none, and does not find another platform', async () => {
    const path = '/api/platforms/isahit/reviews';
    expect((await site.get(`${path}?sort=best`)).statusCode).toBe(422);
    expect((await site.get(`${path}?before=2026-11`)).statusCode).toBe(422);
    expect((await site.get('/api/platforms/nobody/reviews')).statusCode).toBe(404);
  });
});

describe('GET /api/me/reviews', () => {
  test('is for who is signed in, and shows nobody else’s', async () => {
    const { id, member } = await makeReview(site, { publishedOn: '2026-11-17' });
    await makeReview(site);
    await site.database.prisma.review.update({
      where: { id },
      data: { editedOn: dateOf('2026-11-18') },
    });
    expect((await site.get('/api/me/reviews')).statusCode).toBe(401);
    expect(await own(member.cookie)).toMatchObject([
      { id, publishedOn: '2026-11-17', editedOn: '2026-11-18', platform: { slug: 'clickworker' } },
    ]);
  });
});

describe('the page of the form', () => {
  test('starts empty, and later from the review that stands', async () => {
    const member = await makeMember(site);
    const path = '/fr/plateformes/ba-click/noter';
    const empty = await site.get(path, member.cookie);
    expect(empty.statusCode).toBe(200);
    expect(empty.body).not.toContain('checked=""');
    expect(empty.body).not.toContain('/review/withdraw');
    await makeReview(site, { slug: 'ba-click', member, mark: 4, text: 'Le </textarea> mien.' });
    const { body } = await site.get(path, member.cookie);
    expect(body).toMatch(/<input[^>]*name="supply"[^>]*checked=""[^>]*value="4"/);
    expect(body).toContain('Le &lt;/textarea&gt; mien.');
    expect(body).toContain('action="/api/platforms/ba-click/review/withdraw"');
  });

  test('asks to sign in first, and is not found for a platform that is not there', async () => {
    const member = await makeMember(site);
    const visit = await site.app.inject({
      url: '/fr/plateformes/ba-click/noter',
      headers: { accept: 'text/html' },
    });
    expect(visit.statusCode).toBe(303);
    const nowhere = await site.get('/fr/plateformes/nobody/noter', member.cookie);
    expect(nowhere.statusCode).toBe(404);
  });
});
