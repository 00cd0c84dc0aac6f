import { expect, test } from 'vitest';
import { transparencyResponse } from '#shared/transparency.ts';
import { dismiss, makeCase } from '#tests/api/cases.testing.ts';
import { createTestApp } from '#tests/support/app.ts';
import { makeMember } from '#tests/support/factories.ts';

test('the embedded database counts what moderation did the same way', async () => {
  const site = await createTestApp({ embedded: true });
  const { caseId } = await makeCase(site);
  site.clock.now = new Date(site.clock.now.getTime() + 5 * 3_600_000);
  await dismiss(site, caseId, await makeMember(site, { moderator: true }));
  const answered = await site.get('/api/transparency');
  expect(transparencyResponse.parse(answered.json())).toMatchObject({
    flags: { total: 1, byReason: [{ reason: 'insult', notUpheld: 1 }] },
    times: { all: { decided: 1, medianHours: 5 } },
    decisions: { total: 1, alone: 1 },
  });
  expect((await site.get('/api/transparency.csv')).body).toContain('times,median,all,5,1,hours');
});
