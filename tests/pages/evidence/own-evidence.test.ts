import { beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, type TestMember } from '#tests/support/factories.ts';

/** What a member reported stays short on a phone: months fold, and none of them is lost. */

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

const MONTH =
  /<details class="fold"(?<open> open="")?><summary><h3>(?<title>[^<]+)<small>(?<names>[^<]+)/g;

async function monthsOf(member: TestMember) {
  const { statusCode, body } = await site.get('/en/my-evidence', member.cookie);
  expect(statusCode).toBe(200);
  const text = body.replaceAll('<!-- -->', '');
  return {
    text,
    months: [...text.matchAll(MONTH)].map(({ groups = {} }) => ({
      title: groups['title'],
      names: groups['names']?.trim(),
      open: groups['open'] !== undefined,
    })),
  };
}

test('the latest month of payouts is open, and the others name their platforms', async () => {
  const member = await makeMember(site);
  for (const [slug, askedOn] of [
    ['clickworker', '2026-08-10'],
    ['appen', '2026-08-20'],
    ['clickworker', '2026-10-05'],
    ['clickworker', '2026-09-05'],
  ] as const) {
    await makePayout(site, { member, slug, askedOn });
  }
  const { months, text } = await monthsOf(member);
  expect(months.map(({ title, open }) => [title, open])).toEqual([
    ['October 2026', true],
    ['September 2026', false],
    ['August 2026', false],
  ]);
  expect(months[2]?.names?.split(', ').toSorted()).toEqual(['Appen', 'Clickworker']);
  expect(text.match(/href="\/en\/my-payouts\//g)).toHaveLength(4);
});

test('three payouts stand without folds', async () => {
  const member = await makeMember(site);
  for (const askedOn of ['2026-08-10', '2026-09-10', '2026-10-05']) {
    await makePayout(site, { member, askedOn });
  }
  const { months, text } = await monthsOf(member);
  expect(months).toEqual([]);
  expect(text.match(/href="\/en\/my-payouts\//g)).toHaveLength(3);
});
