import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { domainsResponse } from '#shared/governance/domain-verification.ts';
import { repliesResponse, replyStatus } from '#shared/governance/right-of-reply.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { startOtherDomains, type OtherDomains } from '#tests/support/other-domains.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import {
  changeClientAs,
  findLatestClientChange,
  makeClient,
  undoClientChangeAs,
  type TestClient,
} from '#tests/api/directory/clients.testing.ts';

/** Who speaks for a client, where anybody can add a client and say that it is another one. */

let world: OtherDomains;
let site: TestApp;
let member: TestMember;
beforeAll(async () => {
  world = await startOtherDomains();
  site = await createTestApp({ safeFetch: world.settings });
});
afterAll(() => world.stop());
beforeEach(async () => {
  site.clock.advanceDays(1);
  member = await makeMember(site, { established: true });
});

const domainsOf = async ({ slug }: TestClient): Promise<readonly string[]> =>
  domainsResponse.parse((await site.get(`/api/domains?client=${slug}`)).json()).domains;
const named = (name: string): Promise<TestClient> => makeClient(site, { name, member });
const join = async (one: TestClient, other: TestClient): Promise<void> => {
  expect(await changeClientAs(site, member, one, 'join', { other: other.slug })).toBe(200);
};

async function prove(client: TestClient, domain: string): Promise<{ id: string; receipt: string }> {
  const answer = await site.post('/api/domains/code', { client: client.slug, domain });
  expect(answer.statusCode, answer.body).toBe(201);
  const { id, receipt, code } = answer.json<{ id: string; receipt: string; code: string }>();
  world.texts.set(domain, [`contrenote=${code}`]);
  expect((await site.post('/api/domains/check', { receipt })).statusCode).toBe(200);
  return { id, receipt };
}
const reply = (client: TestClient, receipt: string) =>
  site.post('/api/replies', {
    client: client.slug,
    signedAs: 'Grande Entreprise',
    text: 'Nous avons payé tous les retraits de novembre le 3.',
    entitled: true,
    receipt,
  });
const statusOf = async (id: string) =>
  replyStatus.parse((await site.get(`/api/replies/${id}`)).json());

test('a new client called by a domain speaks by it after two weeks, not before', async () => {
  const client = await named('nouveau-client.com');
  expect(await domainsOf(client)).toEqual([]);
  site.clock.advanceDays(13);
  expect(await domainsOf(client)).toEqual([]);
  site.clock.advanceDays(1);
  expect(await domainsOf(client)).toEqual(['nouveau-client.com']);
});

test.each([
  ['joined to it', (big: TestClient, evil: TestClient) => join(big, evil)],
  ['that it is joined to', (big: TestClient, evil: TestClient) => join(evil, big)],
])(
  'a client %s speaks for no other within two weeks, by an old proof neither',
  async (how, act) => {
    const domain = `mechant-${how.length}.com`;
    const [big, evil] = [await named(`Grande Entreprise ${how.length}`), await named(domain)];
    site.clock.advanceDays(15);
    const { receipt } = await prove(evil, domain);
    await act(big, evil);
    expect(await domainsOf(big)).toEqual([]);
    const code = await site.post('/api/domains/code', { client: big.slug, domain });
    expect(code.statusCode).toBe(422);
    expect((await reply(big, receipt)).statusCode).toBe(422);
    site.clock.advanceDays(14);
    expect(await domainsOf(big)).toEqual([domain]);
  },
);

test('a new name shown for a client makes its domains wait as well', async () => {
  const client = await named('renomme.com');
  site.clock.advanceDays(15);
  const renamed = await changeClientAs(site, member, client, 'name', {
    name: 'Grande Entreprise renommée',
    notAPerson: true,
  });
  expect(renamed).toBe(200);
  expect(await domainsOf(client)).toEqual([]);
});

test('with the join that they rest on, proofs go and replies wait to be read', async () => {
  const [big, evil] = [await named('Grande Entreprise'), await named('evilcorp.com')];
  const [own] = [await named('honnete.com')];
  await join(big, evil);
  site.clock.advanceDays(15);
  const wrong = await prove(big, 'evilcorp.com');
  const right = await prove(own, 'honnete.com');
  const { id } = (await reply(big, wrong.receipt)).json<{ id: string }>();
  const { id: kept } = (await reply(own, right.receipt)).json<{ id: string }>();
  expect(await statusOf(id)).toMatchObject({ state: 'published', domain: 'evilcorp.com' });
  site.clock.advanceDays(1);
  expect(await undoClientChangeAs(site, member, await findLatestClientChange(site, big))).toBe(200);
  const { replies } = repliesResponse.parse(
    (await site.get(`/api/clients/${big.slug}/replies`)).json(),
  );
  expect(replies).toEqual([]);
  expect(await statusOf(id)).toMatchObject({ state: 'waiting', domain: null });
  expect((await statusOf(id)).receivedOn).toBe(site.clock.now.toISOString().slice(0, 10));
  expect(await kindsInRecord(site, `reply/${id}`)).toEqual([
    'reply-received',
    'reply-published',
    'reply-unverified',
  ]);
  expect((await site.get(`/api/domains/${wrong.id}`)).statusCode).toBe(404);
  expect(await kindsInRecord(site, `domain/${wrong.id}`)).toEqual([
    'domain-proven (erased)',
    'domain-forgotten',
  ]);
  expect((await site.get(`/api/domains/${right.id}`)).statusCode).toBe(200);
  expect(await statusOf(kept)).toMatchObject({ state: 'published', domain: 'honnete.com' });
});
