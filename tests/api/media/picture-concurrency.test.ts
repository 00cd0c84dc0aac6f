import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAILY_LIMITS } from '#server/identity/accounts/daily-limits.ts';
import { createSanitizer, type Sanitizer } from '#server/media/files/sanitizer.ts';
import { dayToDate } from '#server/database/db.ts';
import { today } from '#shared/core/days.ts';
import * as pictures from '#tests/files/pictures.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { postForm } from '#tests/support/forms.ts';
import { PAYOUT } from '#tests/support/load-generator.ts';
import { makePlainPng } from '#tests/support/screenshots.ts';

/** What one member sends may cost others their turn, and no more. */
let site: TestApp;
let sanitizer: Sanitizer;
beforeAll(async () => {
  sanitizer = createSanitizer({
    temporaryFolder: tmpdir(),
    workerPath: join(process.cwd(), 'dist', 'server', 'sanitizer-worker.js'),
  });
  site = await createTestApp({ sanitizer });
});
afterAll(() => sanitizer.close());

let keys = 0;
const send = ({ cookie }: TestMember, bytes: Buffer, html = false) =>
  postForm(
    site,
    '/api/payouts',
    {
      ...PAYOUT,
      _key: `picture-turns-${(keys += 1)}`,
      ...(html ? { _from: '/fr/declarer/paiement', _form: 'payout' } : {}),
    },
    { cookie, file: { bytes }, html },
  );

test('past the limit of the day no process is started for a picture, and what was typed comes back', async () => {
  const member = await makeMember(site);
  const day = dayToDate(today(site.clock.now));
  await site.database.prisma.memberUse.create({
    data: { memberId: member.id, kind: 'picture', day, count: DAILY_LIMITS.picture },
  });
  const picture = await makePlainPng();
  const refused = await send(member, picture);
  expect([refused.statusCode, refused.json()]).toMatchObject([
    429,
    { error: { code: 'too-many' } },
  ]);
  const page = await send(member, picture, true);
  expect(page.statusCode).toBe(429);
  expect(page.body).toContain(`value="${PAYOUT.expected}"`);
  expect(sanitizer.processIds()).toEqual([]);
});

test('each picture is counted once, a refused one too', async () => {
  const member = await makeMember(site);
  const counted = async (): Promise<number | undefined> =>
    (
      await site.database.prisma.memberUse.findFirst({
        where: { memberId: member.id, kind: 'picture' },
      })
    )?.count;
  expect((await send(member, Buffer.from('GIF89a'))).statusCode).toBe(422);
  expect(await counted()).toBe(1);
  const sent = await send(member, await makePlainPng());
  expect(sent.statusCode, sent.body).toBe(201);
  expect(await counted()).toBe(2);
});

test('ten heavy pictures of one member hold up nobody else', async () => {
  const [attacker, honest] = [await makeMember(site), await makeMember(site)];
  const heavy = await pictures.drawPlain(6316, 6316).ensureAlpha(0.5).png().toBuffer();
  const deep = await pictures.drawPlain(6316, 6316).toColourspace('rgb16').png().toBuffer();
  const done: string[] = [];
  const attacks = Array.from({ length: 10 }, async (_, nth) => {
    const { statusCode } = await send(attacker, nth % 2 === 0 ? heavy : deep);
    if (statusCode === 201) done.push('heavy');
    return statusCode;
  });
  const small = await send(honest, await makePlainPng());
  done.push('honest');
  expect(small.statusCode, small.body).toBe(201);
  // Hers waits for what was begun before it came, and for nothing else.
  expect(done.indexOf('honest')).toBeLessThanOrEqual(2);
  expect(new Set(await Promise.all(attacks))).toEqual(new Set([201, 422]));
});
