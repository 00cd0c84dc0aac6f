import { beforeAll, describe, expect, test } from 'vitest';
import { markFiguresOfAuthorsStale } from '#server/directory/stale-figures/mark-stale.ts';
import { col, statement } from '#server/database/sql.ts';
import {
  ownClientReviewsResponse,
  type OwnClientReview,
} from '#shared/directory/client-reviews.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeFinding, makeMember, showAllPosts } from '#tests/support/factories.ts';
import { updateEstablished } from '#tests/support/establish-members.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import {
  CLIENT_RATINGS,
  CHANGE_REASON,
  makeClient,
  readClient,
  readClientReviews,
} from '#tests/api/directory/clients.testing.ts';

const REVIEW = {
  ...CLIENT_RATINGS,
  platform: 'clickworker',
  experiencedMonth: '2026-10',
  text: 'Correct.',
};

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

async function own(cookie: string): Promise<OwnClientReview[]> {
  const response = await site.get('/api/me/client-reviews', cookie);
  return ownClientReviewsResponse.parse(response.json()).reviews;
}

describe('POST /api/clients/:slug/review', () => {
  test('once it is shown, moves the figures and stands in the record', async () => {
    const member = await makeMember(site);
    const { slug } = await makeClient(site);
    const response = await site.post(`/api/clients/${slug}/review`, REVIEW, member.cookie);
    expect(response.statusCode).toBe(201);
    await showAllPosts(site);
    const { reviews } = await readClientReviews(site, slug);
    expect(reviews).toMatchObject([
      {
        platform: { slug: 'clickworker' },
        criteria: CLIENT_RATINGS,
        text: 'Correct.',
        quarter: '2026-Q4',
        shownFrom: '2026-11-16',
        edited: false,
        author: { established: false, pseudonym: null, deleted: false },
        can: { edit: false },
      },
    ]);
    expect((await readClient(site, slug)).figures.rating).toMatchObject({
      count: 1,
      recentCount: 1,
      distribution: [0, 0, 0, 1, 0],
    });
    const subject = `client-review/${reviews[0]?.id}`;
    expect(await kindsInRecord(site, subject)).toEqual(['client-review-published']);
  });

  test('the mean leans on that of the site, as five more reviews', async () => {
    const { slug } = await makeClient(site);
    const member = await makeMember(site);
    const all = { communication: 5, pay: 5, fairness: 5, speed: 5 };
    await site.post(`/api/clients/${slug}/review`, { ...REVIEW, ...all }, member.cookie);
    await showAllPosts(site);
    const [mean] = await site.database.sql(
      statement({ pay: col.float }, 'SELECT avg(pay)::float AS pay FROM client_review'),
    );
    const { rating } = (await readClient(site, slug)).figures;
    // A new account's weighs a quarter.
    expect(rating.criteria.pay).toBeCloseTo((5 * (mean?.pay ?? 0) + 5 / 4) / 5.25, 10);
  });

  test('there is one a member, platform and client; the second edits the first', async () => {
    const member = await makeMember(site);
    const { slug } = await makeClient(site);
    const path = `/api/clients/${slug}/review`;
    const answers = await Promise.all(
      [1, 2, 3].map((pay) => site.post(path, { ...REVIEW, pay }, member.cookie)),
    );
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 200, 201]);
    expect(
      (await site.post(path, { ...REVIEW, platform: 'appen' }, member.cookie)).statusCode,
    ).toBe(201);
    await showAllPosts(site);
    expect((await readClientReviews(site, slug)).reviews).toHaveLength(2);
    expect(await own(member.cookie)).toHaveLength(2);
  });

  test('of two clients that were joined one review of an author counts, and apart again both', async () => {
    const member = await makeMember(site, { established: true });
    const one = await makeClient(site);
    const other = await makeClient(site);
    for (const { slug } of [one, other]) {
      await site.post(`/api/clients/${slug}/review`, REVIEW, member.cookie);
    }
    await showAllPosts(site);
    const body = { other: other.slug, reason: CHANGE_REASON };
    await site.post(`/api/clients/${one.slug}/join`, body, member.cookie);
    expect((await readClient(site, one.slug)).figures.rating.count).toBe(1);
    const { revisions } = (await site.get(`/api/clients/${one.slug}/history`)).json<{
      revisions: { id: string }[];
    }>();
    const undo = `/api/client-revisions/${revisions[0]?.id}/undo`;
    expect((await site.post(undo, { reason: CHANGE_REASON }, member.cookie)).statusCode).toBe(200);
    expect((await readClient(site, other.slug)).figures.rating.count).toBe(1);
    expect((await readClient(site, one.slug)).figures.rating.count).toBe(1);
  });

  test('one asked for by somebody is listed, and leaves the figures', async () => {
    const member = await makeMember(site);
    const { slug } = await makeClient(site);
    await site.post(`/api/clients/${slug}/review`, { ...REVIEW, solicited: true }, member.cookie);
    await showAllPosts(site);
    expect((await readClient(site, slug)).figures.rating.count).toBe(0);
    expect((await readClientReviews(site, slug)).reviews).toMatchObject([{ solicited: true }]);
  });

  test('one whose author a finding names does not count, until it does again', async () => {
    const member = await makeMember(site);
    const { slug } = await makeClient(site);
    await site.post(`/api/clients/${slug}/review`, REVIEW, member.cookie);
    await showAllPosts(site);
    const { id: authorId } = await site.database.prisma.author.findFirstOrThrow({
      where: { memberId: member.id },
    });
    const findingId = await makeFinding(site, 'clickworker');
    const count = async (): Promise<number> => {
      await site.database.prisma.$transaction((tx) => markFiguresOfAuthorsStale(tx, [authorId]));
      await site.catchUp();
      return (await readClient(site, slug)).figures.rating.count;
    };
    await site.database.prisma.findingSuspect.create({ data: { findingId, authorId } });
    expect(await count()).toBe(0);
    expect((await readClientReviews(site, slug)).reviews).toMatchObject([{ suspect: true }]);
    await site.database.prisma.findingSuspect.deleteMany();
    expect(await count()).toBe(1);
  });

  test('counts towards being established', async () => {
    const member = await makeMember(site);
    for (const days of [0, 0, 20]) {
      site.clock.advanceDays(days);
      const { slug } = await makeClient(site);
      await site.post(`/api/clients/${slug}/review`, REVIEW, member.cookie);
    }
    await updateEstablished(site);
    const me = await site.get('/api/me', member.cookie);
    expect(me.json()).toMatchObject({ viewer: { established: true } });
  });

  test.each([
    ['pay', { pay: 6 }, 'too-big'],
    ['speed', { speed: undefined }, 'required'],
    ['platform', { platform: 'nobody' }, 'unknown-platform'],
    ['experiencedMonth', { experiencedMonth: '2027-12' }, 'in-the-future'],
    ['text', { text: 'a'.repeat(5001) }, 'too-long'],
  ])('refuses a bad %s', async (field, change, code) => {
    const member = await makeMember(site);
    const { slug } = await makeClient(site);
    const path = `/api/clients/${slug}/review`;
    const response = await site.post(path, { ...REVIEW, ...change }, member.cookie);
    expect(response.statusCode).toBe(422);
    expect(response.json()).toMatchObject({ error: { fields: { [field]: { code } } } });
    expect(await own(member.cookie)).toEqual([]);
  });

  test('is not for who is signed out, and not for a client that is not there', async () => {
    const member = await makeMember(site);
    const { slug } = await makeClient(site);
    expect((await site.post(`/api/clients/${slug}/review`, REVIEW)).statusCode).toBe(401);
    const nowhere = await site.post('/api/clients/nobody/review', REVIEW, member.cookie);
    expect(nowhere.statusCode).toBe(404);
  });
});

describe('POST /api/client-reviews/:id/withdraw', () => {
  test('deletes one of several', async () => {
    const member = await makeMember(site);
    const { slug } = await makeClient(site);
    const path = `/api/clients/${slug}/review`;
    await site.post(path, REVIEW, member.cookie);
    await site.post(path, { ...REVIEW, platform: 'appen' }, member.cookie);
    await showAllPosts(site);
    const [first] = await own(member.cookie);
    const withdraw = `/api/client-reviews/${first?.id}/withdraw`;
    expect((await site.post(withdraw, {}, member.cookie)).statusCode).toBe(200);
    expect((await site.post(withdraw, {}, member.cookie)).statusCode).toBe(410);
    expect(await kindsInRecord(site, `client-review/${first?.id}`)).toEqual([
      'client-review-published (erased)',
      'client-review-withdrawn',
    ]);
    expect((await readClient(site, slug)).figures.rating.count).toBe(1);
  });

  test('takes back one’s own only, signed in only', async () => {
    const [author, other] = [await makeMember(site), await makeMember(site)];
    const { slug } = await makeClient(site);
    const path = `/api/clients/${slug}/review`;
    const { id } = (await site.post(path, REVIEW, author.cookie)).json<{ id: string }>();
    const withdraw = `/api/client-reviews/${id}/withdraw`;
    await showAllPosts(site);
    expect((await site.post(withdraw, {})).statusCode).toBe(401);
    expect((await site.post(withdraw, {}, other.cookie)).statusCode).toBe(403);
    expect((await readClientReviews(site, slug)).reviews).toHaveLength(1);
  });
});

describe('GET /api/clients/:slug/reviews', () => {
  test('pages without telling a day, each review once', async () => {
    const { slug } = await makeClient(site);
    for (let members = 0; members < 8; members += 1) {
      const { cookie } = await makeMember(site);
      await site.post(`/api/clients/${slug}/review`, REVIEW, cookie);
    }
    await showAllPosts(site);
    const first = await readClientReviews(site, slug);
    const second = await readClientReviews(site, slug, `before=${first.next}`);
    const ids = [...first.reviews, ...second.reviews].map(({ id }) => id);
    expect(new Set(ids).size).toBe(8);
    expect(second.next).toBeNull();
    const days = first.reviews.map(({ shownFrom }) => new Date(shownFrom).getUTCDay());
    expect(new Set(days)).toEqual(new Set([1]));
    expect((await site.get(`/api/clients/${slug}/reviews`)).body).not.toMatch(/"\d{4}-\d{2}"/);
    expect((await site.get(`/api/clients/${slug}/reviews?before=x`)).statusCode).toBe(422);
    expect((await site.get('/api/clients/nobody/reviews')).statusCode).toBe(404);
    expect((await site.get('/api/me/client-reviews')).statusCode).toBe(401);
  });
});

describe('guesses about who is behind a client', () => {
  const GUESS = {
    text: 'Filiale de Lac SA',
    source: 'https://registre.example/lac',
    notAPerson: true,
  };

  test('are published with their source, and taken back by their author alone', async () => {
    const [author, other] = [await makeMember(site), await makeMember(site)];
    const { slug } = await makeClient(site);
    const path = `/api/clients/${slug}/guesses`;
    const { id } = (await site.post(path, GUESS, author.cookie)).json<{ id: string }>();
    expect((await readClient(site, slug)).guesses).toEqual([
      {
        id,
        text: GUESS.text,
        hiding: null,
        source: GUESS.source,
        month: site.clock.now.toISOString().slice(0, 7),
        can: { withdraw: false },
      },
    ]);
    expect((await readClient(site, slug, author.cookie)).guesses[0]?.can.withdraw).toBe(true);
    const withdraw = `/api/guesses/${id}/withdraw`;
    expect((await site.post(withdraw, {})).statusCode).toBe(401);
    expect((await site.post(withdraw, {}, other.cookie)).statusCode).toBe(403);
    expect((await site.post(withdraw, {}, author.cookie)).statusCode).toBe(200);
    expect((await site.post(withdraw, {}, author.cookie)).statusCode).toBe(410);
    expect((await readClient(site, slug)).guesses).toEqual([]);
    expect(await kindsInRecord(site, `guess/${id}`)).toEqual([
      'guess-published (erased)',
      'guess-withdrawn',
    ]);
  });

  test.each([
    ['text', { text: 'Mme Durand, de Lac SA' }, 'names-person'],
    ['text', { text: 'contact@lac.example' }, 'names-person'],
    ['source', { source: 'un ami' }, 'not-an-address'],
    ['source', { source: 'javascript:alert(1)' }, 'not-an-address'],
    ['source', { source: 'https://user:secret@lac.example/' }, 'not-an-address'],
    ['source', { source: undefined }, 'required'],
    ['notAPerson', { notAPerson: undefined }, 'required'],
  ])('refuse a bad %s', async (field, change, code) => {
    const { cookie } = await makeMember(site);
    const { slug } = await makeClient(site);
    const response = await site.post(
      `/api/clients/${slug}/guesses`,
      { ...GUESS, ...change },
      cookie,
    );
    expect(response.statusCode).toBe(422);
    expect(response.json()).toMatchObject({ error: { fields: { [field]: { code } } } });
  });

  test('are for members, about a client that is there', async () => {
    const { cookie } = await makeMember(site);
    const { slug } = await makeClient(site);
    expect((await site.post(`/api/clients/${slug}/guesses`, GUESS)).statusCode).toBe(401);
    expect((await site.post('/api/clients/nobody/guesses', GUESS, cookie)).statusCode).toBe(404);
  });
});
