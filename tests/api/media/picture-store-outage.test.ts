import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createS3Store } from '#server/media/files/s3-store.ts';
import type { PublishedProof } from '#shared/evidence/proofs.ts';
import { REFUSALS, startBrokenS3, startS3 } from '#tests/files/s3.ts';
import { HANG_MS } from '#tests/support/hang-timeout.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, type TestMember } from '#tests/support/factories.ts';
import { postForm } from '#tests/support/forms.ts';
import { PAYOUT } from '#tests/support/load-generator.ts';
import { makePlainPng } from '#tests/support/screenshots.ts';
import { messagesFor } from '#web/i18n/messages.ts';

/** The bucket of pictures is lost while the site runs: forms are refused in words, the rest goes on. */
const directory = mkdtempSync(join(tmpdir(), 'contrenote-lost-bucket-'));
const reported: [string, boolean][] = [];
let s3: Awaited<ReturnType<typeof startS3>>;
let site: TestApp;
let member: TestMember;
let stop: () => Promise<void>;
/** A payout with a picture, before the bucket is lost. */
let published: { id: string; reading: string };

beforeAll(async () => {
  s3 = await startS3(directory);
  stop = s3.stop;
  site = await createTestApp({
    store: createS3Store({ ...s3.access, answerTimeoutMs: 100 }),
    reportStore: (operation, error) => reported.push([operation, error === null]),
  });
  member = await makeMember(site);
  const { id } = await makePayout(site, { member, screenshot: true });
  const payout = (await site.get(`/api/payouts/${id}`)).json<PublishedProof>();
  published = { id, reading: payout.screenshot?.reading.url ?? '' };
});
afterAll(async () => {
  await stop();
  rmSync(directory, { recursive: true, force: true });
});

const sendPicture = async (html = false) =>
  postForm(
    site,
    '/api/payouts',
    { ...PAYOUT, _key: 'one-form-many-tries', ...(html ? FROM : {}) },
    { cookie: member.cookie, file: { bytes: await makePlainPng() }, html },
  );
const FROM = { _from: '/fr/declarer/paiement', _form: 'payout' };
const ready = async (): Promise<unknown> => (await site.get('/readyz')).json();

describe.each([...Object.entries(REFUSALS), ['answers nobody', null] as const])(
  'a bucket that %s',
  (_, answer) => {
    beforeAll(async () => {
      await stop();
      stop = () => Promise.resolve();
      reported.length = 0;
      if (answer !== null) stop = (await startBrokenS3(s3.port, answer)).stop;
    });
    afterAll(async () => {
      await stop();
      ({ stop } = await startS3(directory, { port: s3.port }));
      const wait = { timeout: HANG_MS };
      await vi.waitFor(
        async () => expect(await ready()).toEqual({ ok: true, pictures: true }),
        wait,
      );
    });

    test('refuses a form with a picture in words, and loses nothing that was typed', async () => {
      const refused = await sendPicture();
      expect([refused.statusCode, refused.headers['retry-after']]).toEqual([503, '60']);
      expect(refused.json()).toEqual({ error: { code: 'pictures-down', retryAfterSeconds: 60 } });
      const page = await sendPicture(true);
      expect(page.statusCode).toBe(503);
      expect(page.body).toContain(messagesFor('fr').errors.codes['pictures-down']);
      expect(page.body).toContain(`value="${PAYOUT.expected}"`);
      expect(await site.database.prisma.payout.count()).toBe(1);
    });

    test('does not keep payouts without a picture, nor pages, from going on', async () => {
      const plain = await site.post('/api/payouts', { ...PAYOUT, signed: false }, member.cookie);
      expect(plain.statusCode, plain.body).toBe(201);
      const { id } = plain.json<{ id: string }>();
      await site.database.prisma.payout.delete({ where: { id } });
      expect((await site.get('/fr/plateformes/clickworker')).statusCode).toBe(200);
      expect((await site.get(published.reading)).statusCode).toBe(503);
    });

    test('is told at /readyz, which stays at 200, and in the log once', async () => {
      await expect.poll(ready).toEqual({ ok: true, pictures: false });
      expect((await site.get('/readyz')).statusCode).toBe(200);
      await sendPicture();
      expect(reported.filter(([operation]) => operation === 'write')).toEqual([['write', false]]);
    });
  },
);

test('what its author takes back while the bucket is lost is gone, and its files are swept later', async () => {
  await stop();
  stop = () => Promise.resolve();
  const withdrawn = await site.post(`/api/payouts/${published.id}/withdraw`, {}, member.cookie);
  expect(withdrawn.statusCode, withdrawn.body).toBe(200);
  ({ stop } = await startS3(directory, { port: s3.port }));
  expect((await site.get(published.reading)).statusCode).toBe(404);
  expect((await sendPicture()).statusCode).toBe(201);
});
