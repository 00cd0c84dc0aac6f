import { beforeAll, describe, expect, test } from 'vitest';
import { MAX_PAYMENT_MESSAGE_LENGTH } from '#shared/evidence/redact-payment-message.ts';
import { ownPayout, publishedPayout } from '#shared/evidence/payouts.ts';
import { PASSWORD, makeRealMember } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { postForm } from '#tests/support/forms.ts';

/** A pasted mobile-money message: without a script nothing is covered before the server covers it. */
let site: TestApp;
let member: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  member = await makeMember(site, { pseudonym: 'Lalao 4' });
});

const FACTS = {
  platform: 'clickworker.com',
  outcome: 'received',
  expected: '52 750',
  currency: 'MGA',
  method: 'mvola',
  askedOn: '2026-11-03',
  receivedOn: '2026-11-07',
};
const RAW =
  'MVola: Vous avez recu 52 750 Ar de Clickworker (0341234567)\r\nle 07/11/26 a 14:05. Solde: 103 250 Ar. Ref: 1234567890. Ecrire a lalao@example.org';
const SECRETS = ['52 750', '103 250', '0341234567', '07/11', '14:05', '1234567890', 'lalao@'];

async function publish(fields: Record<string, string>): Promise<string> {
  const response = await postForm(site, '/api/payouts', fields, { cookie: member.cookie });
  expect(response.statusCode, response.body).toBe(201);
  return response.json<{ id: string }>().id;
}

async function messageOf(id: string): Promise<string | null> {
  return publishedPayout.parse((await site.get(`/api/payouts/${id}`)).json()).message;
}

function correct(id: string, fields: Record<string, string>): ReturnType<TestApp['post']> {
  const { platform: _, ...facts } = FACTS;
  return site.post(`/api/payouts/${id}`, { ...facts, ...fields }, member.cookie);
}

describe('a message that comes as it was pasted', () => {
  let id: string;
  beforeAll(async () => {
    id = await publish({ ...FACTS, message: RAW });
  });

  test('is covered before it is kept, and names the platform still', async () => {
    const { message } = await site.database.prisma.payout.findUniqueOrThrow({ where: { id } });
    expect(message).toContain('recu 52 ███ Ar de Clickworker');
    for (const secret of SECRETS) expect(message, secret).not.toContain(secret);
  });

  test.each(['/fr/preuves/:id', '/en/proofs/:id', '/api/payouts', '/fr/plateformes/clickworker'])(
    'nobody reads what was covered at %s',
    async (path) => {
      const { body, statusCode } = await site.get(path.replace(':id', id));
      expect(statusCode).toBe(200);
      for (const secret of SECRETS) expect(body, secret).not.toContain(secret);
    },
  );

  test('is shown as a text that anybody could type, and weighs as declared', async () => {
    const { body } = await site.get(`/fr/preuves/${id}`);
    expect(body).toContain('Le SMS, recopié par son auteur');
    expect(body).toContain('compte comme une déclaration');
    const { proof } = publishedPayout.parse((await site.get(`/api/payouts/${id}`)).json());
    expect(proof).toBe('declared');
  });

  test('is in her own data', async () => {
    const { body } = await site.get('/api/me/data.json', member.cookie);
    expect(body).toContain('recu 52 ███ Ar de Clickworker');
  });

  test('stays when its form is sent again as it was filled in', async () => {
    const before = await messageOf(id);
    const { message } = ownPayout.parse(
      (await site.get(`/api/me/payouts/${id}`, member.cookie)).json(),
    );
    expect((await correct(id, { message: message ?? '' })).statusCode).toBe(200);
    expect(await messageOf(id)).toBe(before);
  });

  test('goes when she empties the box', async () => {
    expect((await correct(id, { message: '' })).statusCode).toBe(200);
    expect(await messageOf(id)).toBeNull();
    expect((await site.get(`/fr/preuves/${id}`)).body).not.toContain('message-text');
  });
});

test('one that is too long is refused, and comes back with the form', async () => {
  const response = await postForm(
    site,
    '/api/payouts',
    {
      ...FACTS,
      message: 'trop '.repeat(MAX_PAYMENT_MESSAGE_LENGTH / 5) + 'long',
      _form: 'payout',
      _from: '/fr/declarer/paiement',
    },
    { cookie: member.cookie, html: true },
  );
  expect(response.statusCode).toBe(422);
  expect(response.body).toContain('trop trop');
  expect(response.body).toMatch(/<textarea[^>]*name="message"[^>]*aria-invalid/);
});

test('withdrawn, nothing of it is kept', async () => {
  const id = await publish({ ...FACTS, message: 'MVola: recu 52 750 Ar, mot-temoin' });
  await site.post(`/api/payouts/${id}/withdraw`, {}, member.cookie);
  const dump = JSON.stringify(
    await site.database.prisma.recordEntry.findMany({ where: { subject: `payout/${id}` } }),
    (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
  );
  expect(dump).not.toContain('mot-temoin');
  expect(await site.database.prisma.payout.count({ where: { id } })).toBe(0);
});

test('stays when her account goes, as published texts do', async () => {
  const leaving = await makeRealMember(site, 'Partie 4');
  const response = await site.post(
    '/api/payouts',
    { ...FACTS, message: 'MVola: recu 52 750 Ar, reste' },
    leaving.cookie,
  );
  const { id } = response.json<{ id: string }>();
  const left = await site.post('/api/me/delete', { password: PASSWORD }, leaving.cookie);
  expect(left.statusCode, left.body).toBeLessThan(300);
  expect(await messageOf(id)).toBe('MVola: recu 52 ███ Ar, reste');
});
