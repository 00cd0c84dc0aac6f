import { beforeAll, describe, expect, test } from 'vitest';
import { replyTarget } from '#shared/governance/right-of-reply.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeReview } from '#tests/support/factories.ts';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

describe('GET /api/replies/place', () => {
  test('says what others read there now: never a text that waits or is hidden', async () => {
    const review = await makeReview(site, { slug: 'isahit', text: 'Payé en retard, deux fois.' });
    const said = async (): Promise<string | null> => {
      const answer = await site.get(`/api/replies/place?subject=review/${review.id}`);
      return replyTarget.parse(answer.json()).said;
    };
    const page = async (): Promise<string> =>
      (await site.get(`/fr/repondre?sujet=review/${review.id}`)).body;
    expect(await said()).toBe('Payé en retard, deux fois.');
    expect(await page()).toContain('Payé en retard, deux fois.');
    await site.database.prisma.review.update({
      where: { id: review.id },
      data: { shownFrom: null, dueOn: new Date('2099-01-04') },
    });
    expect(await said()).toBeNull();
    expect(await page()).not.toContain('Payé en retard');
  });
});
