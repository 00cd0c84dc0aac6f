import type { LightMyRequestResponse } from 'fastify';
import { beforeAll, describe, expect, test } from 'vitest';
import { insertEntries } from '#server/transparency-log/append-entries.ts';
import { platformFacts } from '#shared/directory/platform-corrections.ts';
import { ORIGIN, createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, type TestMember } from '#tests/support/factories.ts';
import { makeReleasedSlips } from '#tests/support/slips.ts';

const HOSTILE = `"><img src=x onerror=alert(1)> & Cie`;

let site: TestApp;
let member: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  member = await makeMember(site);
});

/** A form as a browser sends it. */
function submit(
  path: string,
  fields: readonly (readonly [string, string])[],
  by: TestMember | null = member,
): Promise<LightMyRequestResponse> {
  return site.app.inject({
    method: 'POST',
    url: path,
    payload: new URLSearchParams(fields.map(([name, value]) => [name, value])).toString(),
    headers: {
      host: 'localhost',
      origin: ORIGIN,
      accept: 'text/html',
      'content-type': 'application/x-www-form-urlencoded',
      ...(by === null ? {} : { cookie: by.cookie }),
    },
  });
}

describe('the ranking page', () => {
  test.each([
    ['/fr/plateformes?q=clickworker', '/fr/plateformes/clickworker'],
    ['/en/platforms?q=MTurk.com', '/en/platforms/amazon-mechanical-turk'],
    ['/fr/plateformes?q=foule&standing=&sort=', '/fr/plateformes/foule-factory'],
  ])('%s leads straight to %s', async (path, target) => {
    const response = await site.get(path);
    expect([response.statusCode, response.headers.location]).toEqual([302, target]);
  });

  test.each([
    '/fr/plateformes?q=clikworker',
    '/fr/plateformes?q=click',
    '/fr/plateformes?q=clickworker&standing=unknown',
    '/fr/plateformes?q=clickworker&sort=name',
  ])('%s stays a list', async (path) => {
    const response = await site.get(path);
    expect(response.statusCode).toBe(200);
    expect(response.body).toContain('href="/fr/plateformes/clickworker"');
  });

  test('offers to add what is not there, with the name typed', async () => {
    const response = await site.get(`/fr/plateformes?q=${encodeURIComponent('Zéro & Zéro')}`);
    expect(response.body).toContain('/fr/plateformes/ajouter?name=Z%C3%A9ro+%26+Z%C3%A9ro');
    expect(response.body).toContain('<meta name="robots" content="noindex"/>');
  });

  test('leaves out what cannot be read, says so, and keeps the rest', async () => {
    const response = await site.get('/en/platforms?threshold=lots&standing=best&country=FR');
    expect(response.statusCode).toBe(200);
    expect(response.body).toContain('left it out: Verdict, Minimum, at most.');
    expect(response.body).toContain('value="lots"');
    expect(response.body).not.toContain('href="/en/platforms/clickworker"');
  });

  test('carries the words that the suggestions say', async () => {
    const { body } = await site.get('/en/platforms');
    expect(body).toContain('&quot;/en/platforms/-&quot;');
    expect(body).toContain('&quot;not-paying&quot;:&quot;Doesn’t pay&quot;');
    expect(body).toContain('&quot;No suggestion&quot;,&quot;1 suggestion&quot;');
  });
});

describe('how long it takes', () => {
  test('is said from five released delays on, on the page and on the sheet', async () => {
    const read = async (): Promise<string[]> =>
      Promise.all(
        ['/en/platforms/mobeye', '/en/platforms/mobeye/sheet'].map(
          async (path) => (await site.get(path)).body,
        ),
      );
    const within7Days = { detail: 'delay', detailClass: 1 } as const;
    for (let made = 0; made < 5; made += 1) await makePayout(site, { slug: 'mobeye', member });
    await makeReleasedSlips(
      site,
      'mobeye',
      Array.from({ length: 4 }, () => within7Days),
    );
    for (const body of await read()) expect(body).not.toContain('Half are paid');
    await makeReleasedSlips(site, 'mobeye', [within7Days]);
    for (const body of await read()) expect(body).toContain('Half are paid within 6\u00a0days');
  });
});

describe('pages around a platform', () => {
  test.each([
    '/fr/plateformes/isahit/corrections',
    '/en/platforms/isahit/corrections?page=2',
    '/fr/plateformes/isahit/statuts',
    '/en/platforms/isahit/standings',
    '/fr/registre',
    '/en/record?before=nonsense',
  ])('%s is there for anybody', async (path) => {
    const response = await site.get(path);
    expect(response.statusCode).toBe(200);
    expect(response.body.match(/<h1/g)).toHaveLength(1);
    expect(response.body).not.toContain('style="');
  });

  test.each(['/fr/plateformes/ajouter', '/fr/plateformes/isahit/corriger'])(
    '%s asks a visitor to sign in first',
    async (path) => {
      const response = await site.app.inject({
        url: path,
        headers: { host: 'localhost', accept: 'text/html' },
      });
      expect(response.statusCode).toBe(303);
      expect(response.headers.location).toBe(`/fr/connexion?next=${encodeURIComponent(path)}`);
    },
  );

  test.each([
    '/fr/plateformes/nobody/corrections',
    '/fr/plateformes/nobody/statuts',
    '/fr/plateformes/nobody/corriger',
  ])('%s is not found', async (path) => {
    expect((await site.get(path, member.cookie)).statusCode).toBe(404);
  });

  test('the record says what it does not know by its code', async () => {
    await site.database.prisma.$transaction((tx) =>
      insertEntries(tx, site.clock.now, [
        { kind: 'surprise-made', subject: 'surprise/1', content: {} },
      ]),
    );
    const { body } = await site.get('/fr/registre');
    expect(body).toContain('surprise-made');
    expect(body).toContain('Plateforme ajoutée');
  });

  test('the form to decide is a moderator’s', async () => {
    const moderator = await makeMember(site, { moderator: true });
    const path = '/fr/plateformes/isahit/corriger';
    expect((await site.get(path, moderator.cookie)).body).toContain('/decisions"');
    expect((await site.get(path, member.cookie)).body).not.toContain('/decisions"');
  });
});

describe('forms without a script', () => {
  const correction = [
    ['_form', 'correction'],
    ['_from', '/fr/plateformes/bpeek/corriger'],
  ] as const;
  const post = '/api/platforms/bpeek/corrections';

  async function shown(path: string): Promise<string> {
    const { body } = await site.get(path, member.cookie);
    const value = /name="shown" value="([^"]*)"/.exec(body)?.[1] ?? '';
    return value.replaceAll('&quot;', '"');
  }

  test('a platform is added, and one that is there is linked', async () => {
    const fields = [
      ['_form', 'add-platform'],
      ['_from', '/en/platforms/add'],
      ['website', 'added.example'],
      ['activity', 'other'],
      ['source', 'I work there.'],
    ] as const;
    const taken = await submit('/api/platforms', [...fields, ['name', 'Clickworker']]);
    expect(taken.statusCode).toBe(422);
    expect(taken.body).toContain('<a href="/en/platforms/clickworker">See this platform</a>');
    expect(taken.body).toContain('value="added.example"');
    const added = await submit('/api/platforms', [...fields, ['name', HOSTILE]]);
    expect(added.statusCode).toBe(303);
    expect(added.headers.location).toMatch(/^\/en\/platforms\/[a-z0-9-]+\?done=platform-added$/);
    const ranking = await site.get('/en/platforms');
    expect(ranking.body).not.toContain('<img');
  });

  test('a correction that is refused keeps all that was typed and ticked', async () => {
    const response = await submit(post, [
      ...correction,
      ['shown', await shown('/fr/plateformes/bpeek/corriger')],
      ['methods', 'paypal'],
      ['methods', 'wave'],
      ['promiseDays', 'bientôt'],
      ['source', 'La foire aux questions'],
    ]);
    expect(response.statusCode).toBe(422);
    const boxes = response.body.match(/<input type="checkbox"[^>]*>/g) ?? [];
    const ticked = boxes.filter((box) => box.includes('checked=""'));
    expect(ticked.map((box) => /value="([^"]*)"/.exec(box)?.[1])).toEqual(['paypal', 'wave']);
    expect(response.body).toContain('value="bientôt"');
    expect(response.body).toContain('La foire aux questions</textarea>');
  });

  test('a correction in conflict shows what stands now, and can then be sent again', async () => {
    const first = await shown('/fr/plateformes/bpeek/corriger');
    const base = [
      ...correction,
      ['activity', 'local-microtasks'],
      ['source', 'Leur page'],
    ] as const;
    const { founded, headquarters } = platformFacts.parse(JSON.parse(first));
    const same = [
      ['domains', 'bpeek.com'],
      ['city', headquarters?.city ?? ''],
      ['country', headquarters?.country ?? ''],
      ['founded', String(founded ?? '')],
    ] as const;
    const send = (seen: string, days: string): Promise<LightMyRequestResponse> =>
      submit(post, [...base, ...same, ['shown', seen], ['promiseDays', days]]);
    expect((await send(first, '5')).statusCode).toBe(303);
    const conflict = await send(first, '9');
    expect(conflict.statusCode).toBe(409);
    expect(conflict.body).toContain('Quelqu’un vient de corriger le même fait');
    const now = /name="shown" value="([^"]*)"/.exec(conflict.body)?.[1]?.replaceAll('&quot;', '"');
    expect((await send(now ?? '', '9')).statusCode).toBe(303);
  });

  test('how many people a platform pays is shown with the page of its source', async () => {
    const path = '/en/platforms/foule-factory';
    const { body } = await site.get(`${path}/about`);
    expect(body).toContain('<dt>Workers in a year (about)</dt><dd>2,800</dd>');
    expect(body).toContain('<dt>Accounts opened</dt><dd>50,000</dd>');
    expect(body).toContain(`href="${path}/corrections"`);
    const history = await site.get(`${path}/corrections`);
    expect(history.body).toMatch(/Workers in a year \(about\).{0,999}Rapport DiPLab, annexe 3/s);
  });

  test('a source is linked without endorsement, and cannot break out of the page', async () => {
    const source = `https://example.org/faq?a=1&b="><img src=x> ${HOSTILE} javascript:alert(1)`;
    await submit('/api/platforms/loonea/corrections', [
      ['_form', 'correction'],
      ['_from', '/fr/plateformes/loonea/corriger'],
      ['aliases', `${HOSTILE} encore`],
      ['source', source],
    ]);
    const { body } = await site.get('/fr/plateformes/loonea/corrections');
    expect(body).toContain(
      '<a href="https://example.org/faq?a=1&amp;b=" rel="nofollow ugc noopener noreferrer">',
    );
    expect(body).not.toContain('<img');
    expect(body).not.toContain('href="javascript:');
  });
});
