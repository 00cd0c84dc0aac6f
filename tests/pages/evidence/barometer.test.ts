import { brotliCompressSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeEditions, makeMonthOfReports } from '#tests/support/barometer.ts';

/** What a stranger reads of the barometer: a headline, five figures, their bounds, how to quote them. */

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

const read = async (path: string): Promise<string> =>
  (await site.get(path)).body.replaceAll(/[\u00a0\u202f]/g, ' ');

test('before the first edition the page says when it comes', async () => {
  expect(await read('/fr/barometre')).toContain('Aucun numéro n’est encore sorti.');
  expect(await read('/en/barometer')).toContain('No issue is out yet.');
  expect(await read('/fr')).not.toContain('barometer-title');
  expect((await site.get('/fr/barometre/2026-10')).statusCode).toBe(404);
});

describe('with a month in which more was not paid', () => {
  beforeAll(async () => {
    for (const month of ['2026-07', '2026-08', '2026-09']) {
      await makeMonthOfReports(site, { month, members: 30, notPaid: 1 });
    }
    await makeMonthOfReports(site, { month: '2026-10', members: 30, notPaid: 20 });
    await makeEditions(site);
  });

  test('the newest edition is the page, its change the headline, here and on the home page', async () => {
    const page = await read('/fr/barometre');
    expect(page).toMatch(/<h1[^>]*>Plus de paiements manquent qu’en \w+ 2026<\/h1>/);
    expect(page).toContain('octobre 2026');
    expect(page).toContain('Provisoire.');
    expect(page).toMatch(/SMIC brut : 12,02 €/);
    expect(page).toMatch(/67 sur 100.*Entre 48 et 81 sur 100. 20 membres ou plus, 30 témoignages/s);
    expect(await read('/fr')).toContain('Plus de paiements manquent');
    expect(await read('/en')).toContain('More payouts are missing than in');
  });

  test('each edition stays at its own address, the provisional one beside the definitive', async () => {
    expect(await read('/fr/barometre/2026-07')).toContain('Définitif.');
    expect(await read('/fr/barometre/2026-10-provisional')).toContain('Provisoire.');
    expect((await site.get('/fr/barometre/2026-10-definitive')).statusCode).toBe(404);
    expect((await site.get('/fr/barometre/2026-13')).statusCode).toBe(404);
  });

  test('it says what may be said, what not, and how to quote it', async () => {
    const page = await read('/fr/barometre');
    expect(page).toMatch(/Parmi au moins 20 membres de Contrenote/);
    expect(page).toMatch(/On ne peut pas dire.*Les micro-travailleurs gagnent/s);
    expect(page).toMatch(
      /<textarea[^>]*>Contrenote, Le Baromètre n° 4, octobre 2026\. .*Provisoire\./,
    );
    const csv = await site.get('/api/barometer/2026-10/figures.csv');
    expect(csv.headers['content-type']).toContain('text/csv');
    expect(csv.body).toMatch(
      /^2026-10,provisional,\S+,all,notPaid,share,0\.67,0\.48,0\.81,20,30\r$/m,
    );
    expect((await site.get('/api/barometer.csv')).body).toContain('2026-07,definitive');
  });

  test('its charts have the same numbers in tables', async () => {
    const page = await read('/fr/barometre');
    const pictures = page.match(/<svg[^>]*role="img"[^>]*aria-label="[^"]{20,}"/g) ?? [];
    const tables = page.match(/<summary>Ces chiffres en tableau/g) ?? [];
    expect(pictures).toHaveLength(4);
    expect(tables).toHaveLength(4);
  });

  test('a chart travels as a picture with its title, its source and its address in it', async () => {
    const { headers, body } = await site.get('/barometer/fr/2026-10-provisional/notPaid.svg');
    expect(headers['content-type']).toContain('image/svg+xml');
    const text = body.replaceAll(/[\u00a0\u202f]/g, ' ');
    expect(text).toContain('Sur 100 témoignages, 67 disent : pas payé');
    expect(text).toMatch(/Contrenote, Le Baromètre n° 4, octobre 2026\./);
    expect(text).toContain('/fr/barometre/2026-10-provisional</text>');
    expect(text.length).toBeLessThan(6_000);
    const missing = await site.get('/barometer/fr/2026-09-provisional/notPaid.svg');
    expect(missing.statusCode).toBe(200);
    expect((await site.get('/barometer/fr/2026-01/notPaid.svg')).statusCode).toBe(404);
  });

  test('reference managers get the edition, its address and how many stand behind it', async () => {
    const bib = await site.get('/barometer/en/2026-10-provisional/citation.bib');
    expect(bib.body).toMatch(/^@techreport\{contrenote-barometer-2026-10-provisional,\n/);
    expect(bib.body).toMatch(/url = \{http\S+\/en\/barometer\/2026-10-provisional\}/);
    const ris = await site.get('/barometer/fr/2026-10-provisional/citation.ris');
    expect(ris.body).toMatch(/^TY {2}- RPRT\r\nTI {2}- Le Baromètre/);
    expect(ris.body).toContain('20 membres ou plus');
    expect(ris.body.endsWith('ER  - \r\n')).toBe(true);
  });

  test.each(['/fr/barometre', '/en/barometer', '/fr/barometre/methode'])(
    '%s is light',
    async (path) => {
      const { body } = await site.get(path);
      expect(brotliCompressSync(body).length).toBeLessThan(14_336);
    },
  );

  test('what the definitive edition corrected stands under it, and among the errata', async () => {
    expect(await read('/fr/barometre/methode')).toContain('Aucun chiffre définitif ne diffère');
    await site.database.sql(
      `DELETE FROM slip WHERE id IN (SELECT id FROM slip WHERE outcome = 'not-paid' AND monday >= '2026-10-01' LIMIT 10)`,
    );
    site.clock.advanceDays(75);
    await makeEditions(site);
    const corrected = 'Témoignages qui disent impayé : 67 sur 100, puis 50 sur 100';
    expect(await read('/fr/barometre/2026-10')).toContain(corrected);
    expect(await read('/fr/barometre/methode')).toContain(corrected);
    expect(await read('/fr/barometre/2026-10-provisional')).toContain('67 sur 100');
  });
});

test('of two months each figure is a bar a month with its bounds, and no chart of two dots', async () => {
  const young = await createTestApp();
  for (const month of ['2026-09', '2026-10']) {
    await makeMonthOfReports(young, { month, members: 30, notPaid: 3 });
  }
  await makeEditions(young);
  const page = (await young.get('/fr/barometre')).body.replaceAll(/[\u00a0\u202f]/g, ' ');
  const bars = page.match(/<dl class="month-bars">.*?<\/dl>/gs) ?? [];
  expect(bars.length).toBeGreaterThan(0);
  for (const one of bars) {
    expect(one.match(/<dt>(?:septembre|octobre) 2026<\/dt>/g)).toHaveLength(2);
    expect(one.match(/membres ou plus/g)).toHaveLength(2);
  }
  expect(page).not.toContain('Ces chiffres en tableau');
  // The month before says its figure: that nothing moved would say the same of every month.
  expect(page).toMatch(/septembre 2026<\/b><small>Une heure rapporte 4,\d\d €</);
});
