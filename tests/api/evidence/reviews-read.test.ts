import { beforeAll, describe, expect, test } from 'vitest';
import { dayToDate } from '#server/database/db.ts';
import { markStale } from '#server/directory/stale-figures/mark-stale.ts';
import { REVIEWS_PAGE_SIZE } from '#shared/evidence/reviews.ts';
import { PASSWORD, makeRealMember } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { reviewsPageAddress } from '#web/evidence/reviews/review-list-addresses.ts';
import { makeMember, makeReview, platformId, type TestMember } from '#tests/support/factories.ts';
import { readReviews, readOwnReviews, readRating } from './reviews.testing.ts';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
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
    const { reviews } = await readReviews(site, slug, `sort=${sort}`);
    expect(reviews.map(({ criteria }) => criteria.pay)).toEqual(marks);
  });

  test.each(['newest', 'lowest', 'highest'])('pages by %s, each review once', async (sort) => {
    const { count } = await readRating(site, 'isahit');
    const total = REVIEWS_PAGE_SIZE + 3;
    for (let index = count; index < total; index += 1) {
      const publishedOn = `2026-0${(index % 4) + 1}-11`;
      await makeReview(site, { slug: 'isahit', mark: (index % 3) + 1, publishedOn });
    }
    const first = await readReviews(site, 'isahit', `sort=${sort}`);
    expect(first.reviews).toHaveLength(REVIEWS_PAGE_SIZE);
    const second = await readReviews(site, 'isahit', `sort=${sort}&before=${first.next}`);
    expect(second.reviews).toHaveLength(3);
    expect(second.next).toBeNull();
    const ids = [...first.reviews, ...second.reviews].map(({ id }) => id);
    expect(new Set(ids).size).toBe(total);
  });

  test('of accounts that post together one review counts, that of an established one first', async () => {
    const slug = 'clickworker';
    const before = await readRating(site, slug);
    const members: TestMember[] = [];
    for (const [mark, established] of [
      [1, false],
      [2, true],
      [1, false],
    ] as const) {
      const member = await makeRealMember(site, `Écho ${members.length}`);
      const establishedOn = established ? site.clock.now : null;
      await site.database.prisma.member.update({
        where: { id: member.id },
        data: { establishedOn },
      });
      await makeReview(site, { slug, mark, member });
      await site.database.sql(`UPDATE member SET voice = 'one' WHERE id = $1`, [member.id]);
      members.push(member);
    }
    const id = await platformId(site, slug);
    const recompute = async () => {
      await site.database.prisma.$transaction((tx) => markStale(tx, 'platform', [id]));
      await site.catchUp();
      const { reviews } = await readReviews(site, slug, 'sort=lowest');
      return reviews.map(({ criteria, repeats }) => [criteria.pay, repeats]);
    };
    const once = [
      [1, true],
      [1, true],
      [2, false],
    ];
    expect(await recompute()).toEqual(once);
    const rating = await readRating(site, slug);
    expect(rating.count).toBe(before.count + 1);
    const { body } = await site.get(
      reviewsPageAddress('fr', slug, 'lowest').replace('#reviews', ''),
    );
    expect(
      body.match(/deux comptes publient ensemble, et nous comptons déjà l’avis de l’autre/g),
    ).toHaveLength(2);
    // Deleting accounts makes no voices of them.
    for (const { cookie } of members.slice(1)) {
      const left = await site.post('/api/me/delete', { password: PASSWORD }, cookie);
      expect(left.statusCode, left.body).toBe(200);
    }
    expect(await recompute()).toEqual(once);
    expect(await readRating(site, slug)).toEqual(rating);
  });

  test('tells no day, no month and no author but who signed', async () => {
    const slug = 'testapic';
    const { member } = await makeReview(site, { slug, publishedOn: '2026-11-17' });
    const author = await site.database.prisma.author.findFirstOrThrow({
      where: { memberId: member.id },
    });
    const other = await makeMember(site);
    for (const cookie of [undefined, other.cookie]) {
      const { body } = await site.get(`/api/platforms/${slug}/reviews`, cookie);
      expect(body).toContain('"quarter":"2026-Q4","shownFrom":"2026-11-16"');
      expect(body).not.toMatch(/2026-11-17|"2026-1\d"/);
      for (const secret of [member.id, member.pseudonym, author.id]) {
        expect(body).not.toContain(secret);
      }
    }
    const signed = await makeReview(site, { slug, signed: true, mark: 5 });
    const { reviews } = await readReviews(site, slug, 'sort=highest', signed.member.cookie);
    expect(reviews).toMatchObject([
      { author: { pseudonym: signed.member.pseudonym }, can: { edit: true } },
      { author: { pseudonym: null }, can: { edit: false } },
    ]);
  });

  test('keeps the review of a member who is gone, without her', async () => {
    const { member } = await makeReview(site, { slug: 'streetbees', signed: true });
    await site.database.prisma.author.updateMany({
      where: { memberId: member.id },
      data: { memberId: null, frozenEstablished: true },
    });
    expect((await readReviews(site, 'streetbees')).reviews[0]?.author).toMatchObject({
      established: true,
      pseudonym: null,
      deleted: true,
    });
  });

  test('does not say of what is unsigned that its author is gone: the day would name her', async () => {
    const { member } = await makeReview(site, { slug: 'bpeek' });
    await site.database.prisma.author.updateMany({
      where: { memberId: member.id },
      data: { memberId: null, frozenEstablished: false },
    });
    expect((await readReviews(site, 'bpeek')).reviews[0]?.author.deleted).toBe(false);
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
      data: { editedOn: dayToDate('2026-11-18') },
    });
    expect((await site.get('/api/me/reviews')).statusCode).toBe(401);
    expect(await readOwnReviews(site, member.cookie)).toMatchObject([
      { id, publishedOn: '2026-11-17', editedOn: '2026-11-18', platform: { slug: 'clickworker' } },
    ]);
  });
});
