import { beforeAll, describe, expect, test, vi } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeReleasedSlips } from '#tests/support/slips.ts';
import { makeTaskWithFigures } from '#tests/support/tasks.ts';

const COMPARED = 'p=clickworker&p=appen';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
  const paid = Array.from({ length: 9 }, () => ({}));
  await makeReleasedSlips(site, 'clickworker', [...paid, {}, {}]);
  await makeReleasedSlips(site, 'appen', [...paid, { outcome: 'not-paid' }]);
  await makeTaskWithFigures(site, {
    platform: 'clickworker',
    reward: '0,30',
    paid: 10,
    time: '1 h',
  });
  await site.database.prisma.platform.update({
    where: { slug: 'clickworker' },
    data: { thresholdMinor: 1000, thresholdCurrency: 'EUR', methods: ['paypal'] },
  });
  await site.database.prisma.platform.update({
    where: { slug: 'appen' },
    data: { thresholdMinor: 0, thresholdCurrency: 'USD' },
  });
});

/** What a page says: no tags, spaces of print as plain ones. */
async function read(path: string): Promise<string> {
  const { body } = await site.get(path);
  return body
    .replace(/^.*<main/s, '<main')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/[\s\u00a0\u202f]+/g, ' ');
}

describe('the list', () => {
  test('has four figures of each platform, and a dash where one is not known', async () => {
    const text = await read('/fr/plateformes?sort=name');
    expect(text).toContain('l’heure 3 € sur 11 11 payés d’attente – inconnu minimum 10 €');
    expect(text).toContain('sur 10 9 payés');
    expect(text).toContain('Chiffres jusqu’au lundi 16 novembre 2026.');
    expect(await read('/en/platforms')).toContain('Figures up to Monday 16 November 2026.');
  });

  test.each(['/fr/plateformes', '/en/platforms'])(
    'at %s is one form without a script, that filters and compares',
    async (path) => {
      const { body } = await site.get(path);
      expect(body).toMatch(new RegExp(`<form class="choosing"[^>]* action="${path}"`));
      expect(body).toMatch(/formAction="\/(fr\/plateformes\/comparer|en\/platforms\/compare)"/i);
      expect(body.match(/type="checkbox" name="p"/g)).toHaveLength(23);
      for (const name of [
        'standing',
        'activity',
        'method',
        'threshold',
        'currency',
        'country',
        'sort',
      ])
        expect(body).toContain(`name="${name}"`);
      expect(body).toMatch(/href="#filters"[^>]*data-turbo="false"/);
    },
  );

  test('keeps ticks, those too that a filter leaves out', async () => {
    const { body } = await site.get(
      '/fr/plateformes?p=clickworker&p=bpeek&p=%3Cb%3E&method=paypal',
    );
    expect(body).toMatch(
      /name="p"[^>]*checked=""[^>]*value="clickworker"|value="clickworker"[^>]*checked=""/,
    );
    expect(body).toContain('<input type="hidden" name="p" value="bpeek"/>');
    expect(body).not.toContain('&lt;b&gt;');
    expect(body).toContain('<meta name="robots" content="noindex"/>');
  });

  test('reads the addresses that it had before', async () => {
    const { body } = await site.get(
      '/fr/plateformes?standing=unknown&method=mvola&sort=rating&page=1',
    );
    expect(body).toMatch(/value="unknown"[^>]*checked|checked[^>]*value="unknown"/);
    expect(body).toMatch(/<option value="mvola" selected=""/);
    expect(body).toMatch(/<option value="rating" selected=""/);
  });

  test('asks the database once', async () => {
    const asked = vi.spyOn(site.database, 'shared');
    await site.get('/fr/plateformes');
    expect(asked).toHaveBeenCalledTimes(1);
    asked.mockRestore();
  });
});

describe('the comparison', () => {
  test('says what each platform does, and which is the best of each row', async () => {
    const text = await read(`/fr/plateformes/comparer?${COMPARED}`);
    expect(text).toContain('Témoignages qui disent payé 11 sur 11 , le mieux 9 sur 10');
    expect(text).toContain('Minimum pour être payé 10 € aucun , le mieux');
    // The only one known is not the best of all.
    expect(text).toContain('temps non payé compris 3 € – inconnu');
    expect(text).toContain('Moyens de paiement PayPal');
    const english = await read(`/en/platforms/compare?${COMPARED}`);
    expect(english).toContain('Reports that say they were paid 11 of 11 , best 9 of 10');
    expect(english).toContain('Minimum payout €10 none , best');
  });

  test('asks the database once', async () => {
    const asked = vi.spyOn(site.database, 'sql');
    await site.get(`/fr/plateformes/comparer?${COMPARED}`);
    expect(asked).toHaveBeenCalledTimes(1);
    asked.mockRestore();
  });

  test('is listed by its plain address alone, without what was chosen', async () => {
    const noIndex = '<meta name="robots" content="noindex"/>';
    const plain = await site.get('/fr/plateformes/comparer');
    expect(plain.statusCode).toBe(200);
    expect(plain.body).not.toContain(noIndex);
    expect((await site.get(`/fr/plateformes/comparer?${COMPARED}`)).body).toContain(noIndex);
    const sitemap = (await site.get('/sitemap.xml')).body;
    expect(sitemap).toContain('<loc>http://localhost/en/platforms/compare</loc>');
    expect(sitemap).not.toContain('compare?');
  });

  test('says what it does not know, and keeps the rest', async () => {
    const text = await read(`/fr/plateformes/comparer?${COMPARED}&p=nobody&p=%3Cimg%20src%3Dx%3E`);
    expect(text).toContain('Nous ne connaissons pas « nobody », « &lt;img src=x&gt; ».');
    expect(text).toContain('Les autres sont ci-dessous.');
    expect(text).toContain('11 sur 11');
    expect(await read('/en/platforms/compare?p=nobody')).toContain('We don’t know “nobody”.');
  });

  test('shows three at most, and names the others', async () => {
    const { body } = await site.get(
      `/fr/plateformes/comparer?${COMPARED}&p=isahit&p=bpeek&p=isahit`,
    );
    expect(body.match(/<th scope="col">/g)).toHaveLength(3);
    expect(body).toContain('Nous avons laissé de côté\u00a0: Bpeek.');
  });

  test('of one platform asks for another, which is found by its name', async () => {
    expect(await read('/fr/plateformes/comparer?p=appen')).toContain(
      'Ajoutez une autre plateforme',
    );
    const added = await site.get('/en/platforms/compare?p=appen&hours=20&add=clikworker');
    expect(added.headers.location).toBe('/en/platforms/compare?hours=20&p=appen&p=clickworker');
    const { body } = await site.get('/en/platforms/compare?p=appen&add=zzzz');
    expect(body).toContain('We don’t know “zzzz”.');
    expect(body).toMatch(/name="add"[^>]*value="zzzz"/);
  });

  test('forgets the filters that the list’s form sends', async () => {
    const sent = 'standing=&threshold=&currency=EUR&sort=&p=clickworker&p=appen';
    const response = await site.get(`/fr/plateformes/comparer?${sent}`);
    expect([response.statusCode, response.headers.location]).toEqual([
      302,
      `/fr/plateformes/comparer?${COMPARED}`,
    ]);
  });

  test('changes or loses one, and keeps the hours', async () => {
    const { body } = await site.get(`/fr/plateformes/comparer?${COMPARED}&hours=20`);
    expect(body).toContain('href="/fr/plateformes/comparer?hours=20&amp;p=appen"');
    expect(body).toContain(`href="/fr/plateformes?p=clickworker&amp;p=appen"`);
  });
});

describe('the calculator, without a script', () => {
  test('multiplies hours and rate, takes off what is not paid, beside the minimum wage', async () => {
    const text = await read(`/fr/plateformes/comparer?${COMPARED}&hours=20`);
    expect(text).toContain('En un mois, pour 20 h par semaine');
    expect(text).toContain('3 € de l’heure, payé 100 fois sur 100 260 €');
    expect(text).toContain('On ne sait pas encore ce qu’on y gagne –');
    expect(text).toContain('Au SMIC, les mêmes heures 12,02 € brut de l’heure 1 042 €');
    expect(text).toContain('Il reste les impôts et les cotisations à payer.');
    expect(text).toContain('Ce que d’autres ont gagné ne dit pas ce que vous gagnerez.');
  });

  test('takes a typed number before one chosen, and another country', async () => {
    const text = await read(`/en/platforms/compare?${COMPARED}&hours=20&other=7,5&country=BE`);
    expect(text).toContain('In a month, at 7.5 h a week');
    expect(text).toContain('At the minimum wage (Belgium), same hours');
  });

  test.each(['abc', '-3', '999', '0'])(
    'says that it cannot read %s hours, and uses ten',
    async (typed) => {
      const text = await read(`/en/platforms/compare?${COMPARED}&other=${typed}&country=XX`);
      expect(text).toContain(`We can’t read “${typed}”. Type a number of hours, 168 at most.`);
      expect(text).toContain('In a month, at 10 h a week');
    },
  );
});

test('the link to the other language shows the same platforms, as every page keeps what was asked', async () => {
  const { body } = await site.get(`/fr/plateformes/comparer?${COMPARED}`);
  expect(body).toContain(
    `href="/en/platforms/compare?${COMPARED.replaceAll('&', '&amp;')}" hrefLang="en"`,
  );
  const proofs = await site.get('/en/proofs?type=all');
  expect(proofs.body).toContain('href="/fr/preuves?type=all" hrefLang="fr"');
});
