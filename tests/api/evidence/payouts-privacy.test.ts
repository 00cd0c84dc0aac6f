import { beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, showNow, type TestMember } from '#tests/support/factories.ts';
import { postForm } from '#tests/support/forms.ts';
import { makePlainPng } from '#tests/support/screenshots.ts';

/** What she typed, to the cent and the day, is on no page, not even on her own: the site does not keep it. */
let site: TestApp;
let member: TestMember;
let id: string;
beforeAll(async () => {
  site = await createTestApp();
  member = await makeMember(site, { pseudonym: 'Zorglub 77' });
  const fields = {
    platform: 'clickworker',
    outcome: 'received',
    expected: '27,43',
    received: '26,87',
    currency: 'EUR',
    method: 'paypal',
    askedOn: '2026-10-03',
    receivedOn: '2026-10-12',
    showsAmount: 'on',
    showsMonth: 'on',
  };
  const options = { cookie: member.cookie, file: { bytes: await makePlainPng() } };
  const response = await postForm(site, '/api/payouts', fields, options);
  id = await showNow(site, response.json<{ id: string }>().id);
});

const EXACT =
  /\b(27[.,]43|2743|26[.,]87|2687)\b|2026-10-(03|12)|\b(0?3|12) (octobre|October)|Zorglub/;

test.each([
  '/api/payouts',
  '/api/payouts/:id',
  '/api/platforms/clickworker',
  '/api/platforms/clickworker/slips',
  '/fr/preuves',
  '/en/proofs?type=all',
  '/fr/preuves/:id',
  '/en/proofs/:id',
  '/fr/plateformes/clickworker',
])('nobody finds them at %s, not even on what she sees of it herself', async (path) => {
  const address = path.replace(':id', id);
  const response = await site.get(address);
  expect(response.statusCode).toBe(200);
  expect(response.body).not.toMatch(EXACT);
});

test('not in the record, whose entries are salted hashes', async () => {
  const entries = await site.database.prisma.recordEntry.findMany({
    where: { subject: `payout/${id}` },
  });
  expect(entries.length).toBeGreaterThan(0);
  const text = JSON.stringify(entries.map((entry) => ({ ...entry, id: String(entry.id) })));
  expect(text).not.toMatch(EXACT);
});

test('her own pages have rounded values, kept by no cache', async () => {
  for (const path of ['/fr/mes-preuves', `/fr/preuves/${id}/modifier`, `/fr/mes-paiements/${id}`]) {
    const own = await site.get(path, member.cookie);
    expect(own.statusCode).toBe(200);
    expect(own.headers['cache-control']).toBe('private, no-store');
    expect(own.body.replaceAll('Zorglub', '')).not.toMatch(EXACT);
  }
  const other = await makeMember(site);
  for (const [path, status] of [
    ['/fr/mes-preuves', 200],
    [`/fr/preuves/${id}/modifier`, 404],
    [`/fr/mes-paiements/${id}`, 404],
  ] as const) {
    const response = await site.get(path, other.cookie);
    expect(response.statusCode).toBe(status);
    expect(response.body).not.toMatch(EXACT);
  }
});
