import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { deleteExpiredDomainProofs } from '#server/governance/domain-verification/actions.ts';
import { PUBLIC_ADDRESSES_ONLY, createSafeFetch } from '#server/core/safe-fetch/safe-fetch.ts';
import {
  DOMAIN_CODE_FILE,
  domainProof,
  domainsResponse,
} from '#shared/governance/domain-verification.ts';
import { sendForm } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember } from '#tests/support/factories.ts';
import { startOtherDomains, type OtherDomains } from '#tests/support/other-domains.ts';

const DOMAIN = 'clickworker.com';
const TEXT = 'Nous avons payé tous les retraits de novembre le 3.';
type Asked = { id: string; receipt: string; code: string };

let world: OtherDomains;
let site: TestApp;
beforeAll(async () => {
  world = await startOtherDomains();
  site = await createTestApp({ safeFetch: world.settings });
});
afterAll(() => world.stop());
beforeEach(() => {
  for (const known of [world.texts, world.hosts, world.pages]) known.clear();
  world.asked.length = 0;
  // A day later, no address has asked too often.
  site.clock.advanceDays(1);
});

const ask = async (): Promise<Asked> => {
  const answer = await site.post('/api/domains/code', { platform: 'clickworker', domain: DOMAIN });
  expect(answer.statusCode).toBe(201);
  return answer.json<Asked>();
};
const check = (body: object) => site.post('/api/domains/check', body);
const put = (place: string, text: string): void => {
  world.hosts.set(place.split('/')[0] ?? '', '127.0.0.1');
  world.pages.set(place, (_request, response) => void response.end(text));
};
const stateOf = async (id: string) =>
  domainProof.parse((await site.get(`/api/domains/${id}`)).json());
async function prove(): Promise<Asked> {
  const asked = await ask();
  world.texts.set(DOMAIN, [`contrenote=${asked.code}`]);
  expect((await check({ receipt: asked.receipt })).statusCode).toBe(200);
  return asked;
}
const fieldsOf = (answer: { json: () => unknown }): unknown =>
  (answer.json() as { error: { fields?: object } }).error.fields;
const reply = (receipt: string, more: object = {}) =>
  site.post('/api/replies', {
    platform: 'clickworker',
    signedAs: 'Clickworker GmbH',
    text: TEXT,
    entitled: true,
    receipt,
    ...more,
  });

describe('a code for a domain', () => {
  test('is given without an account, once, and kept as a hash', async () => {
    const { id, receipt, code } = await ask();
    const row = await site.database.prisma.domainProof.findUniqueOrThrow({ where: { id } });
    expect(JSON.stringify(row)).not.toMatch(new RegExp(`${receipt}|${code}`));
    expect(await stateOf(id)).toMatchObject({ state: 'waiting', domain: DOMAIN, until: null });
    const page = await sendForm(site, '/api/domains/code', {
      _form: 'domain',
      _from: '/fr/repondre/domaine?plateforme=clickworker',
      platform: 'clickworker',
      domain: DOMAIN,
    });
    expect(page.statusCode).toBe(201);
    expect(page.headers['cache-control']).toBe('no-store');
    expect(page.body).toMatch(/contrenote=([2-9A-Z]{4}-){3}[2-9A-Z]{4}/);
    expect((await site.get('/api/domains/code')).headers.location).toBe('/repondre/domaine');
  });

  test('is for a domain that we have known of them for two weeks, and for nobody else’s', async () => {
    const of = async (query: string) =>
      domainsResponse.parse((await site.get(`/api/domains?${query}`)).json()).domains;
    expect(await of('platform=clickworker')).toContain(DOMAIN);
    const member = await makeMember(site, { established: true });
    const added = await site.post(
      '/api/platforms/clickworker/corrections',
      { domains: [...(await of('platform=clickworker')), 'evil.example'], source: 'Je le sais.' },
      member.cookie,
    );
    expect(added.statusCode).toBe(200);
    expect(await of('platform=clickworker')).not.toContain('evil.example');
    for (const domain of ['evil.example', 'appen.com', 'not a domain']) {
      const answer = await site.post('/api/domains/code', { platform: 'clickworker', domain });
      expect([domain, answer.statusCode]).toEqual([domain, 422]);
    }
    const nobody = await site.post('/api/domains/code', { platform: 'nobody', domain: DOMAIN });
    expect(nobody.statusCode).toBe(404);
    expect((await site.get('/api/domains?platform=nobody')).statusCode).toBe(404);
    expect((await site.get('/api/domains/000000000000')).statusCode).toBe(404);
  });
});

describe('the check', () => {
  test('finds the code in a TXT record, for 90 days, and anew after', async () => {
    const { id, receipt } = await prove();
    expect(await stateOf(id)).toMatchObject({ state: 'proven', method: 'dns' });
    const entries = await site.database.prisma.recordEntry.findMany({
      where: { subject: `domain/${id}` },
    });
    expect(entries.map(({ kind }) => kind)).toEqual(['domain-proven']);
    site.clock.advanceDays(91);
    expect((await stateOf(id)).state).toBe('expired');
    expect(fieldsOf(await reply(receipt))).toEqual({ receipt: { code: 'not-proven' } });
    expect((await check({ receipt: receipt.toLowerCase().replaceAll('-', ' ') })).statusCode).toBe(
      200,
    );
    expect((await stateOf(id)).state).toBe('proven');
  });

  test('finds it in the file, also where the host sends on to www., and says who asks', async () => {
    const { id, receipt, code } = await ask();
    world.hosts.set(DOMAIN, '127.0.0.1');
    world.pages.set(`${DOMAIN}${DOMAIN_CODE_FILE}`, (_request, response) => {
      response.writeHead(301, { location: `http://www.${DOMAIN}:${world.settings.port}/c` }).end();
    });
    put(`www.${DOMAIN}/c`, `contrenote=${code}\n`);
    expect((await check({ receipt })).statusCode).toBe(200);
    expect(await stateOf(id)).toMatchObject({ state: 'proven', method: 'file' });
    expect(world.asked[0]?.headers['user-agent']).toBe('Contrenote (domain check)');
    expect(world.asked[0]?.headers.cookie).toBeUndefined();
  });

  test('finds it in the head of a page, and not in what visitors can write there', async () => {
    const { id, receipt, code } = await ask();
    const page = `https://${DOMAIN}/contact`;
    put(`${DOMAIN}/contact`, `<html><head></head><body>contrenote=${code}</body></html>`);
    expect(fieldsOf(await check({ receipt, page }))).toEqual({ page: { code: 'no-code' } });
    put(`${DOMAIN}/contact`, `<head><meta name="contrenote" content="${code}"></head>`);
    expect((await check({ receipt, page })).statusCode).toBe(200);
    expect((await stateOf(id)).method).toBe('page');
  });

  test.each([
    ['another site', () => 'https://evil.example/'],
    ['a query, which a server may repeat', () => `https://${DOMAIN}/?q=contrenote`],
    ['a host below, which may be somebody else’s', () => `https://blog.${DOMAIN}/`],
    ['a port', () => `https://${DOMAIN}:22/`],
  ])('asks nobody about %s', async (_, page) => {
    const { receipt } = await ask();
    expect(fieldsOf(await check({ receipt, page: page() }))).toEqual({
      page: { code: 'not-on-domain' },
    });
    expect(world.asked).toEqual([]);
  });

  test('does not follow to another host, nor read without end, nor fall over a broken answer', async () => {
    const { receipt, code } = await ask();
    put('evil.example/c', `contrenote=${code}`);
    put(`${DOMAIN}${DOMAIN_CODE_FILE}`, '');
    put(`${DOMAIN}/c?q=1`, `contrenote=${code}`);
    const answers: ((response: import('node:http').ServerResponse) => void)[] = [
      (response) => {
        const location = `http://evil.example:${world.settings.port}/c`;
        response.writeHead(302, { location }).end();
      },
      (response) => {
        response.writeHead(302, { location: DOMAIN_CODE_FILE }).end();
      },
      (response) => {
        response.writeHead(302, { location: '/c?q=1' }).end();
      },
      (response) => void response.end(`${'x'.repeat(300_000)}\ncontrenote=${code}`),
      (response) => void response.destroy(),
    ];
    for (const answer of answers) {
      world.pages.set(`${DOMAIN}${DOMAIN_CODE_FILE}`, (_request, response) => answer(response));
      expect(fieldsOf(await check({ receipt }))).toEqual({ receipt: { code: 'no-code' } });
    }
    const places = world.asked.map(({ place }) => place);
    expect(places).not.toContain('evil.example/c');
    expect(places).not.toContain(`${DOMAIN}/c?q=1`);
  });

  test('on a real site calls no machine of a private network, whatever a name says', async () => {
    world.hosts.set(DOMAIN, '127.0.0.1');
    put(`${DOMAIN}${DOMAIN_CODE_FILE}`, 'contrenote=ABCD');
    const { settings } = world;
    const real = createSafeFetch({ ...settings, mayCall: PUBLIC_ADDRESSES_ONLY.mayCall });
    const own = createSafeFetch(settings).askFor('a');
    expect(await own.readText(DOMAIN, DOMAIN_CODE_FILE)).toBe('contrenote=ABCD');
    expect(await real.askFor('a').readText(DOMAIN, DOMAIN_CODE_FILE)).toBeNull();
    expect(world.asked).toHaveLength(1);
  });

  test('waits for slow servers in one place of who asks for them, not in those of others', async () => {
    world.hosts.set('slow.example', '127.0.0.1');
    const reached = new Promise<import('node:http').ServerResponse>((resolve) => {
      world.pages.set('slow.example/c', (_request, response) => resolve(response));
    });
    put(`${DOMAIN}${DOMAIN_CODE_FILE}`, 'contrenote=ABCD');
    const safeFetch = createSafeFetch(world.settings);
    const held = safeFetch.askFor('a').readText('slow.example', '/c');
    for (let again = 0; again < 5; again += 1) {
      const more = safeFetch.askFor('a').readText('slow.example', '/c');
      await expect(more).rejects.toMatchObject({ code: 'busy' });
    }
    expect(await safeFetch.askFor('b').readText(DOMAIN, DOMAIN_CODE_FILE)).toBe('contrenote=ABCD');
    (await reached).end('late');
    expect(await held).toBe('late');
    expect(await safeFetch.askFor('a').readText(DOMAIN, DOMAIN_CODE_FILE)).toBe('contrenote=ABCD');
  });

  test('knows no other receipt, and a refused form keeps what was typed', async () => {
    const wrong = await sendForm(site, '/api/domains/check', {
      _form: 'check',
      _from: '/en/reply/domain',
      receipt: 'AAAA-AAAA-AAAA-AAAA',
    });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('AAAA-AAAA-AAAA-AAAA');
    expect((await check({})).statusCode).toBe(422);
  });
});

test('codes that nobody put up are forgotten after a month, proofs after a year', async () => {
  const { id: unproven } = await ask();
  const { id: proven } = await prove();
  const left = async (days: number): Promise<string[]> => {
    const now = new Date(site.clock.now.getTime() + days * 86_400_000);
    await site.database.prisma.$transaction((tx) => deleteExpiredDomainProofs(tx, now));
    const rows = await site.database.prisma.domainProof.findMany({
      where: { id: { in: [unproven, proven] } },
    });
    return rows.map(({ id }) => id);
  };
  expect((await left(30)).toSorted()).toEqual([unproven, proven].toSorted());
  expect(await left(31)).toEqual([proven]);
  expect(await left(366)).toEqual([]);
});
