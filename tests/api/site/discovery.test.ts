import { beforeAll, describe, expect, test } from 'vitest';
import { describeRoutes } from '#server/site/pages/api-page.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout } from '#tests/support/factories.ts';
import { parseXml, textOf, type XmlElement } from '#tests/support/xml.ts';

const HOSTILE = `<script>alert("1")</script> & ]]> 'é' \u0007`;
const PUBLIC_URL = 'https://contrenote.example';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

describe('GET /robots.txt', () => {
  test('lets all be read but what is a member’s own, and names the list of pages', async () => {
    const response = await site.get('/robots.txt');
    expect(response.headers['content-type']).toBe('text/plain; charset=utf-8');
    const lines = response.body.split('\n');
    expect(lines).toContain('User-agent: *');
    expect(lines).toContain('Disallow: /fr/reglages');
    expect(lines).toContain('Disallow: /en/settings');
    expect(lines).toContain('Sitemap: http://localhost/sitemap.xml');
    expect(lines).not.toContain('Disallow: /');
    expect(lines.some((line) => line.startsWith('Disallow: /api'))).toBe(false);
  });
});

describe('GET /sitemap.xml', () => {
  test('lists every platform and page in each language, with its other languages', async () => {
    const response = await site.get('/sitemap.xml');
    expect(response.headers['content-type']).toBe('application/xml; charset=utf-8');
    const urls = parseXml(response.body).children;
    const places = urls.map((url) => textOf(url, 'loc'));
    for (const path of ['/fr', '/en', '/fr/plateformes', '/en/legal-notice', '/fr/registre']) {
      expect(places).toContain(`http://localhost${path}`);
    }
    const clickworker = urls.find((url) =>
      textOf(url, 'loc').endsWith('/fr/plateformes/clickworker'),
    );
    expect(textOf(clickworker, 'lastmod')).toBe('2026-11-20');
    const links = clickworker?.children.filter(({ name }) => name === 'xhtml:link') ?? [];
    expect(links.map(({ attributes }) => [attributes['hreflang'], attributes['href']])).toEqual([
      ['fr', 'http://localhost/fr/plateformes/clickworker'],
      ['en', 'http://localhost/en/platforms/clickworker'],
    ]);
    expect(places).toContain('http://localhost/en/platforms/compare');
    const platforms = places.filter((place) => /\/platforms\/(?!compare$)/.test(place));
    // Each with its six tabs.
    expect(platforms).toHaveLength(23 * 6);
    expect(new Set(places).size).toBe(places.length);
    for (const place of places.slice(0, 24)) {
      expect((await site.get(place.replace('http://localhost', ''))).statusCode).toBe(200);
    }
  });

  test('speaks of the address that the site was given', async () => {
    const named = await createTestApp({ environment: { PUBLIC_URL } });
    expect((await named.get('/sitemap.xml')).body).toContain(`<loc>${PUBLIC_URL}/fr</loc>`);
    expect((await named.get('/robots.txt')).body).toContain(`Sitemap: ${PUBLIC_URL}/sitemap.xml`);
  });
});

describe('the feed of a platform', () => {
  const entriesOf = (feed: XmlElement): XmlElement[] =>
    feed.children.filter(({ name }) => name === 'entry');

  test('is Atom: changes of standing by day, proofs by the Monday shown, with what they show', async () => {
    await makePayout(site, {
      slug: 'appen',
      signed: true,
      showsAmount: true,
      showsMonth: true,
      expectedMinor: 27_436,
      askedOn: '2026-11-03',
      publishedOn: '2026-11-19',
    });
    const response = await site.get('/fr/plateformes/appen/flux.atom');
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toBe('application/atom+xml; charset=utf-8');
    const feed = parseXml(response.body);
    expect(feed.attributes).toMatchObject({
      xmlns: 'http://www.w3.org/2005/Atom',
      'xml:lang': 'fr',
    });
    for (const name of ['id', 'title', 'updated']) expect(textOf(feed, name)).not.toBe('');
    const self = feed.children.find(
      ({ name, attributes }) => name === 'link' && attributes['rel'] === 'self',
    );
    expect(self?.attributes['href']).toBe('http://localhost/fr/plateformes/appen/flux.atom');
    const entries = entriesOf(feed);
    expect(entries.map((entry) => [textOf(entry, 'title'), textOf(entry, 'updated')])).toEqual([
      ['Premier avis du site\u00a0: On ne sait pas encore', '2026-11-20T00:00:00Z'],
      [
        'Nouvelle preuve\u00a0: Payé, environ 270\u00a0€, demandé en novembre 2026',
        '2026-11-16T00:00:00Z',
      ],
    ]);
    expect(new Set(entries.map((entry) => textOf(entry, 'id'))).size).toBe(entries.length);
    // Ids are drawn, and may hold any three digits.
    const told = response.body.replaceAll(/<id>[^<]*<\/id>|href="[^"]*"/g, '');
    expect(told).not.toMatch(/274|2026-11-19|2026-11-03/);
  });

  test('is there in English too', async () => {
    const feed = parseXml((await site.get('/en/platforms/appen/feed.atom')).body);
    expect(textOf(feed, 'title')).toBe('Does Appen pay? · Contrenote');
  });

  test('stays well-formed whatever a platform is called', async () => {
    const member = await makeMember(site);
    const body = {
      name: HOSTILE,
      website: 'hostile.example',
      activity: 'other',
      source: 'Seen it.',
    };
    const added = await site.post('/api/platforms', body, member.cookie);
    expect(added.statusCode).toBe(201);
    const slug = added.json<{ path: string }>().path.split(/[/?]/)[3];
    const response = await site.get(`/fr/plateformes/${slug}/flux.atom`);
    expect(textOf(parseXml(response.body), 'title')).toContain('<script>alert("1")</script> & ]]>');
    expect(response.body).not.toContain('<script>');
    expect(response.body).not.toContain('\u0007');
  });

  test('is not found for a platform that is not there', async () => {
    expect((await site.get('/fr/plateformes/nobody/flux.atom')).statusCode).toBe(404);
    expect((await site.get('/en/platforms/No%20slug/feed.atom')).statusCode).toBe(404);
  });

  test('is named in the head of the platform’s page', async () => {
    for (const path of ['/fr/plateformes/appen', '/en/platforms/appen']) {
      const page = await site.get(path);
      const href = /type="application\/atom\+xml" href="([^"]+)"/.exec(page.body)?.[1] ?? '';
      expect((await site.get(href)).statusCode).toBe(200);
    }
  });
});

describe('GET /icon.svg, /healthz and /readyz', () => {
  test('the icon is a picture with colours of its own', async () => {
    const response = await site.get('/icon.svg');
    expect(response.headers['content-type']).toBe('image/svg+xml');
    expect(parseXml(response.body).children).toHaveLength(2);
    expect(response.body).toContain('#b5341c');
  });

  test('is ready while the database answers; once it is gone the process lives and is not ready', async () => {
    const other = await createTestApp();
    const well = await other.get('/readyz');
    expect([well.statusCode, well.json()]).toEqual([200, { ok: true, pictures: true }]);
    await other.database.close();
    const ill = await other.get('/readyz');
    expect([ill.statusCode, ill.json()]).toEqual([503, { ok: false, pictures: true }]);
    // To start it again would bring no database back.
    const alive = await other.get('/healthz');
    expect([alive.statusCode, alive.json()]).toEqual([200, { ok: true }]);
  });
});

describe('the description of the API', () => {
  test('is OpenAPI 3.1 with a summary and an answer for every route, and any origin may read it', async () => {
    const response = await site.get('/api/openapi.json');
    expect(response.headers['access-control-allow-origin']).toBe('*');
    const document = response.json<{
      openapi: string;
      paths: Record<string, Record<string, { summary?: string; responses?: object }>>;
    }>();
    expect(document.openapi).toBe('3.1.0');
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const [method, route] of Object.entries(methods)) {
        expect(route.summary, `${method} ${path}`).toBeTruthy();
        expect(Object.keys(route.responses ?? {}), `${method} ${path}`).not.toHaveLength(0);
      }
    }
    expect(Object.keys(document.paths)).toContain('/api/platforms/{slug}/corrections');
    expect(response.body).not.toContain('$ref":"#/undefined');
  });

  test('names the fields of a body, without what a form carries for itself', async () => {
    const routes = describeRoutes((await site.get('/api/openapi.json')).json());
    const add = routes.find(({ method, path }) => method === 'POST' && path === '/api/platforms');
    expect(add?.parameters.map(({ name }) => name)).toEqual([
      'name',
      'website',
      'activity',
      'country',
      'source',
    ]);
    const correct = routes.find(({ path }) => path === '/api/platforms/{slug}/corrections');
    expect(correct?.parameters.map(({ name }) => name)).toContain('promiseDays');
  });

  test.each([
    ['fr', 'L’API'],
    ['en', 'The API'],
  ])('is a page to read in %s, whose examples answer', async (language, title) => {
    const page = await site.app.inject({
      url: '/api',
      headers: { host: 'localhost', accept: 'text/html', 'accept-language': language },
    });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain(`<h1>${title}</h1>`);
    expect(page.body).toContain('/api/platforms/{slug}/revisions/{id}/undo');
    const examples = [...page.body.matchAll(/<a href="(\/api\/[^"]+)" data-turbo="false">/g)];
    expect(examples.length).toBeGreaterThan(4);
    for (const [, href] of examples) {
      expect((await site.get(href ?? '')).statusCode, href).toBeLessThan(300);
    }
  });
});
