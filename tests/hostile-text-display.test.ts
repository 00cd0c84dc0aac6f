import { beforeAll, describe, expect, test } from 'vitest';
import { foldName } from '#shared/core/text.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeIncident, makeMember, makePayout, makeReview } from '#tests/support/factories.ts';

/** Names and texts that try to be more than text come out as text, wherever they are shown. */

const ATTACKS: readonly string[] = [
  '<script>alert(1)</script>',
  '</script><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</title></h1><svg/onload=alert(1)>',
  '<!--',
  ']]>',
  '\u202egnp.exe\u2066 שלום \u200b\u200d\ufeff',
];
const NAME = `Piège ${ATTACKS.join(' ')}`;
const TEXT = `${ATTACKS.join('\n')}${'é'.repeat(5_000)}`.slice(0, 5_000);

let site: TestApp;
let payoutId: string;

beforeAll(async () => {
  site = await createTestApp();
  const { prisma } = site.database;
  const { id } = await prisma.platform.update({
    where: { slug: 'clickworker' },
    data: {
      name: NAME,
      nameKey: foldName(NAME),
      noteFr: TEXT,
      noteEn: TEXT,
      headquartersCity: NAME,
    },
  });
  await prisma.platformName.create({
    data: { platformId: id, kind: 'alias', text: NAME, key: foldName(NAME) },
  });
  await prisma.platformName.updateMany({
    where: { platformId: id, kind: 'domain' },
    data: { text: `example.com/${ATTACKS[2] ?? ''}` },
  });
  await prisma.platformLink.create({ data: { platformId: id, kind: 'renamed-to', name: NAME } });
  const member = await makeMember(site, { pseudonym: NAME });
  payoutId = (await makePayout(site, { member, signed: true, screenshot: true })).id;
  const signed = true;
  await makePayout(site, { member, signed, state: 'waiting', askedOn: '2026-07-01' });
  await makeIncident(site, { member, text: TEXT, signed: true });
  await makeReview(site, { member, text: TEXT, signed: true });
});

describe.each([
  ['home', '/fr'],
  ['the ranking', '/fr/plateformes'],
  ['a search', `/fr/plateformes?q=${encodeURIComponent(`zzzz${ATTACKS.join('')}`.slice(0, 100))}`],
  ['the platform', '/fr/plateformes/clickworker'],
  ['the platform in English', '/en/platforms/clickworker'],
  ['its reviews', '/fr/plateformes/clickworker/avis'],
  ['its proofs', '/fr/plateformes/clickworker/preuves'],
  ['what is about it', '/fr/plateformes/clickworker/a-propos'],
  ['its corrections', '/fr/plateformes/clickworker/corrections'],
  ['its standings', '/fr/plateformes/clickworker/statuts'],
  ['the proofs', '/fr/preuves'],
  ['one proof', '/fr/preuves/:id'],
  ['the record', '/fr/registre'],
  ['an address that does not exist', '/fr/<script>alert(1)</script>'],
])('%s', (_, path) => {
  test('shows hostile text as text', async () => {
    const { body } = await site.app.inject({
      url: path.replace(':id', payoutId).replaceAll('<', '%3C').replaceAll('>', '%3E'),
      headers: { host: 'localhost', accept: 'text/html' },
    });
    expect(body).not.toMatch(/<script>|<img src=x|<svg\/onload|<!--/);
    expect(body).not.toMatch(/<[^>"']*("[^"]*"|'[^']*'|[^>"'])*\sonmouseover=/);
    expect([...body.matchAll(/<\/script>/g)]).toHaveLength([...body.matchAll(/<script/g)].length);
    expect([...body.matchAll(/<\/title>/g)]).toHaveLength([...body.matchAll(/<title/g)].length);
    expect([...body.matchAll(/<h1[\s>]/g)]).toHaveLength(1);
  });
});

test('the whole text is there, to be read', async () => {
  const { body } = await site.get('/fr/plateformes/clickworker/avis');
  expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(body).toContain('é'.repeat(4_000));
});

test('the rating for search engines is JSON that keeps the name whole', async () => {
  const { body } = await site.get('/fr/plateformes/clickworker');
  const [, json = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(body) ?? [];
  const parsed = JSON.parse(json) as { itemReviewed: { name: string } };
  expect(parsed.itemReviewed.name).toBe(NAME);
});
