import { beforeAll, expect, test } from 'vitest';
import type { ErrorResponse } from '#shared/core/errors.ts';
import { PASSWORD, cookieOf, signUp, viewerOf } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';

/** A visitor reviews a platform, and the account that the review belongs to is made with it, or neither is. */

const PATH = '/api/platforms/clickworker/review/with-account';
const REVIEW = {
  pay: 2,
  punctuality: 4,
  fairness: 3,
  communication: 1,
  supply: 3,
  experiencedMonth: '2026-10',
  text: 'Payée à temps, mais peu.',
};
let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

let last = 0;
function form(overrides: Record<string, unknown> = {}): Record<string, unknown> {
  last += 1;
  return {
    ...REVIEW,
    account: 'new',
    pseudonym: `lune douce ${last}`,
    password: PASSWORD,
    _key: `review-of-a-visitor-${last}`,
    ...overrides,
  };
}

async function counts(): Promise<[members: number, reviews: number]> {
  const { prisma } = site.database;
  return [await prisma.member.count(), await prisma.review.count()];
}

test('makes the account and the review, and leads back to the reviews of the platform', async () => {
  const fields = form();
  const response = await site.post(PATH, fields);
  expect(response.statusCode, response.body).toBe(201);
  expect(decodeURIComponent(response.json<{ path: string }>().path)).toContain(
    'next=/fr/plateformes/clickworker/avis?done=review-published',
  );
  const cookie = cookieOf(response);
  expect(await viewerOf(site, cookie)).toBe(fields['pseudonym']);
  const own = await site.get('/api/me/reviews', cookie);
  expect(own.json()).toMatchObject({ reviews: [{ platform: { slug: 'clickworker' } }] });
});

test('leaves neither where a mark is missing, the month is to come, or no platform is there', async () => {
  const before = await counts();
  const missing = await site.post(PATH, form({ pay: undefined }));
  expect(Object.keys(missing.json<ErrorResponse>().error.fields ?? {})).toEqual(['pay']);
  const future = await site.post(PATH, form({ experiencedMonth: '2099-01' }));
  expect(future.json<ErrorResponse>().error.fields).toMatchObject({
    experiencedMonth: { code: 'in-the-future' },
  });
  const nowhere = await site.post('/api/platforms/nulle-part/review/with-account', form());
  expect(nowhere.statusCode).toBe(404);
  expect(await counts()).toEqual(before);
});

test('with an existing account edits the review that it has', async () => {
  const cookie = await signUp(site, 'Pervenche');
  await site.post('/api/platforms/clickworker/review', REVIEW, cookie);
  const again = form({ account: 'existing', pseudonym: 'Pervenche', pay: 5 });
  expect((await site.post(PATH, again)).statusCode).toBe(201);
  const { reviews } = (await site.get('/api/me/reviews', cookie)).json<{
    reviews: { criteria: { pay: number } }[];
  }>();
  expect(reviews.map(({ criteria }) => criteria.pay)).toEqual([5]);
});

test('the page is open to a visitor, with the account at its end', async () => {
  const page = '/fr/plateformes/clickworker/noter';
  const { statusCode, body } = await site.get(page);
  expect(statusCode).toBe(200);
  expect(body).toContain(`action="${PATH}"`);
  expect(body.indexOf('name="pseudonym"')).toBeGreaterThan(body.indexOf('name="experiencedMonth"'));
  const member = await site.get(page, await signUp(site, 'Scabieuse'));
  expect(member.body).toContain('action="/api/platforms/clickworker/review"');
  expect(member.body).not.toContain('name="password"');
});
