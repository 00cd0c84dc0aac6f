import type { LightMyRequestResponse } from 'fastify';
import { beforeAll, describe, expect, test } from 'vitest';
import { col, statement } from '#server/database/sql.ts';
import { personalDataResponse } from '#shared/portability/personal-data.ts';
import { PASSKEY_CHALLENGE_MINUTES, MAX_PASSKEYS } from '#shared/identity/passkeys.ts';
import {
  OTHER_PASSWORD,
  PASSWORD,
  cookieOf,
  makeRealMember,
  viewerOf,
} from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import type { TestMember } from '#tests/support/factories.ts';
import {
  createPasskey,
  usePasskey,
  type Deviation,
  type SoftwarePasskey,
} from '#tests/support/software-authenticator.ts';

let site: TestApp;
let members = 0;
beforeAll(async () => {
  site = await createTestApp();
});

const newMember = (): Promise<TestMember> => {
  members += 1;
  return makeRealMember(site, `Serrure ${members}`);
};

type CreationOptions = Parameters<typeof createPasskey>[0] & { user: { name: string } };

async function askToAdd(member: TestMember): Promise<CreationOptions> {
  const response = await site.post(
    '/api/me/passkeys/options',
    { password: PASSWORD },
    member.cookie,
  );
  expect(response.statusCode, response.body).toBe(201);
  return response.json<{ options: CreationOptions }>().options;
}

const send = (
  member: TestMember,
  credential: string,
  name?: string,
): Promise<LightMyRequestResponse> =>
  site.post('/api/me/passkeys', { credential, ...(name ? { name } : {}) }, member.cookie);

async function addTo(member: TestMember, name?: string): Promise<SoftwarePasskey> {
  const { passkey, answer } = createPasskey(await askToAdd(member));
  const response = await send(member, answer, name);
  expect(response.statusCode, response.body).toBe(201);
  return passkey;
}

async function askToSignIn(): Promise<{ challenge: string; rpId: string }> {
  const response = await site.get('/api/passkeys/options');
  return response.json<{ options: { challenge: string; rpId: string } }>().options;
}

async function signInWith(
  passkey: SoftwarePasskey,
  how: Deviation = {},
): Promise<LightMyRequestResponse> {
  const credential = usePasskey(passkey, await askToSignIn(), how);
  return site.post('/api/sign-in/passkey', { credential });
}

function expectRefused(response: LightMyRequestResponse): void {
  expect(response.statusCode, response.body).toBe(422);
  expect(response.json()).toEqual({
    error: { code: 'bad-input', fields: { credential: { code: 'passkey-refused' } } },
  });
  expect(response.headers['set-cookie']).toBeUndefined();
}

async function listOf(member: TestMember) {
  const response = await site.get('/api/me/passkeys', member.cookie);
  expect(response.headers['cache-control']).toContain('no-store');
  return response.json<{ offered: boolean; passkeys: { id: string; name: string | null }[] }>();
}

async function rowOf(member: TestMember) {
  return site.database.prisma.passkey.findFirstOrThrow({ where: { memberId: member.id } });
}

describe('a passkey', () => {
  test('is made with the password, listed by its name, and signs her in', async () => {
    const member = await newMember();
    const passkey = await addTo(member, 'Mon téléphone');
    const month = '2026-11';
    expect(await listOf(member)).toEqual({
      offered: true,
      passkeys: [{ id: expect.any(String), name: 'Mon téléphone', madeIn: month, usedIn: null }],
    });
    const signedIn = await signInWith(passkey);
    expect(signedIn.statusCode, signedIn.body).toBe(200);
    expect(signedIn.json()).toEqual({ path: '/fr' });
    expect(await viewerOf(site, cookieOf(signedIn))).toBe(member.pseudonym);
    expect((await listOf(member)).passkeys).toMatchObject([{ usedIn: month }]);
    // Beside the password, which goes on.
    const { pseudonym } = member;
    const byPassword = await site.post('/api/sign-in', { pseudonym, password: PASSWORD });
    expect(byPassword.statusCode).toBe(200);
  });

  test('asks the device for no attestation, and for the person at it', async () => {
    const member = await newMember();
    expect(await askToAdd(member)).toMatchObject({
      rp: { id: 'localhost' },
      user: { name: member.pseudonym },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    expect(await askToSignIn()).toMatchObject({
      rpId: 'localhost',
      userVerification: 'required',
    });
  });

  test('is not made without the password, nor by a stranger', async () => {
    const member = await newMember();
    const wrong = { password: OTHER_PASSWORD };
    const refused = await site.post('/api/me/passkeys/options', wrong, member.cookie);
    expect(refused.statusCode).toBe(422);
    expect(refused.json()).toMatchObject({ error: { fields: { password: { code: 'wrong' } } } });
    const stranger = await site.post('/api/me/passkeys/options', { password: PASSWORD });
    expect(stranger.statusCode).toBe(401);
    expect((await site.get('/api/me/passkeys')).statusCode).toBe(401);
    expect((await site.post('/api/me/passkeys', { credential: '{}' })).statusCode).toBe(401);
  });

  test('that she removed opens nothing; another’s she cannot remove', async () => {
    const [member, other] = [await newMember(), await newMember()];
    const passkey = await addTo(member);
    const { id } = await rowOf(member);
    const path = `/api/me/passkeys/${id}/remove`;
    expect((await site.post(path, {}, other.cookie)).statusCode).toBe(404);
    expect((await site.post(path, {})).statusCode).toBe(401);
    expect((await site.post(path, {}, member.cookie)).statusCode).toBe(200);
    expectRefused(await signInWith(passkey));
    expect((await listOf(member)).passkeys).toEqual([]);
  });

  test('is one of ten at most', async () => {
    const member = await newMember();
    for (let made = 0; made < MAX_PASSKEYS; made += 1) await addTo(member);
    const more = { password: PASSWORD };
    const response = await site.post('/api/me/passkeys/options', more, member.cookie);
    expect(response.statusCode).toBe(403);
    const page = await site.get('/fr/cles-d-acces', member.cookie);
    expect(page.body).not.toContain('name="password"');
  });
});

describe('an answer is refused', () => {
  const differing: readonly [string, Deviation][] = [
    ['of another site', { origin: 'https://contrenote.evil.example' }],
    ['without the person at the device', { verifiesUser: false }],
    ['for another account', { userHandle: 'aGFuZGxl' }],
  ];
  test.each(differing)('%s', async (_, how) => {
    const member = await newMember();
    const passkey = await addTo(member);
    expectRefused(await signInWith(passkey, how));
    if (how.userHandle !== undefined) return;
    expectRefused(await send(member, createPasskey(await askToAdd(member), how).answer));
  });

  test('the second time', async () => {
    const passkey = await addTo(await newMember());
    const credential = usePasskey(passkey, await askToSignIn());
    expect((await site.post('/api/sign-in/passkey', { credential })).statusCode).toBe(200);
    expectRefused(await site.post('/api/sign-in/passkey', { credential }));
  });

  test('of a copy of the device, whose counter is behind', async () => {
    const passkey = await addTo(await newMember());
    expect((await signInWith(passkey, { counter: 7 })).statusCode).toBe(200);
    expectRefused(await signInWith(passkey, { counter: 7 }));
    expectRefused(await signInWith(passkey, { counter: 3 }));
    expect((await signInWith(passkey, { counter: 8 })).statusCode).toBe(200);
  });

  test('once its challenge is too old', async () => {
    const passkey = await addTo(await newMember());
    const options = await askToSignIn();
    site.clock.now = new Date(
      site.clock.now.getTime() + PASSKEY_CHALLENGE_MINUTES * 60_000 + 1_000,
    );
    const credential = usePasskey(passkey, options);
    expectRefused(await site.post('/api/sign-in/passkey', { credential }));
  });

  test('to a challenge of another purpose, of another member, or of nobody', async () => {
    const [member, other] = [await newMember(), await newMember()];
    const passkey = await addTo(member);
    const { challenge } = await askToAdd(member);
    const credential = usePasskey(passkey, { challenge, rpId: 'localhost' });
    expectRefused(await site.post('/api/sign-in/passkey', { credential }));
    const options = await askToAdd(other);
    expectRefused(await send(member, createPasskey(options).answer));
    const forSignIn = await askToSignIn();
    const toAdd = { ...options, challenge: forSignIn.challenge };
    expectRefused(await send(other, createPasskey(toAdd).answer));
    const own = usePasskey(passkey, { challenge: 'bm9ib2R5J3M', rpId: 'localhost' });
    expectRefused(await site.post('/api/sign-in/passkey', { credential: own }));
  });

  test('that is none', async () => {
    for (const credential of ['{}', 'null', '[]', 'x', '{"id":"a","rawId":"a"}']) {
      expectRefused(await site.post('/api/sign-in/passkey', { credential }));
    }
    const passkey = await addTo(await newMember());
    const signed = JSON.parse(usePasskey(passkey, await askToSignIn())) as {
      response: { signature: string };
    };
    signed.response.signature = signed.response.signature.replace(/.{4}$/, 'AAAA');
    expectRefused(await site.post('/api/sign-in/passkey', { credential: JSON.stringify(signed) }));
  });
});

describe('her passkeys end', () => {
  test('with a new password, also one that her device was just making', async () => {
    const member = await newMember();
    const passkey = await addTo(member);
    const begun = await askToAdd(member);
    const change = { currentPassword: PASSWORD, newPassword: OTHER_PASSWORD };
    expect((await site.post('/api/me/password', change, member.cookie)).statusCode).toBe(200);
    expectRefused(await signInWith(passkey));
    expectRefused(await send(member, createPasskey(begun).answer));
  });

  test('with the recovery phrase', async () => {
    const member = await newMember();
    const passkey = await addTo(member);
    const made = await site.post('/api/me/recovery-phrase', {}, member.cookie);
    const { phrase } = made.json<{ phrase: string }>();
    const { pseudonym } = member;
    const form = { pseudonym, phrase, password: OTHER_PASSWORD };
    expect((await site.post('/api/recover', form)).statusCode).toBe(200);
    expectRefused(await signInWith(passkey));
  });

  test('with her account', async () => {
    const member = await newMember();
    const passkey = await addTo(member);
    const left = await site.post('/api/me/delete', { password: PASSWORD }, member.cookie);
    expect(left.statusCode, left.body).toBe(200);
    expectRefused(await signInWith(passkey));
    expect(await site.database.prisma.passkey.count({ where: { memberId: member.id } })).toBe(0);
  });
});

describe('a thief with the database', () => {
  test('reads neither key, nor name, nor model, nor when', async () => {
    const member = await newMember();
    const { passkey, answer } = createPasskey(await askToAdd(member));
    await send(member, answer, 'Téléphone de Haja');
    await signInWith(passkey);
    const [stored] = await site.database.sql(
      statement({ row: col.text }, 'SELECT p::text AS row FROM passkey p WHERE member_id = $1'),
      [member.id],
    );
    const raw = Buffer.from(passkey.credential, 'base64url');
    const { x = '' } = passkey.privateKey.export({ format: 'jwk' });
    const secrets = [
      passkey.credential,
      raw.toString('hex'),
      raw.toString('base64'),
      x,
      Buffer.from(x, 'base64url').toString('hex'),
      'Haja',
      'adce0002',
      '2026-11',
    ];
    for (const secret of secrets) expect(stored?.row).not.toContain(secret);
  });

  test('who can write there too opens no other account with a passkey of his own', async () => {
    const [thief, member] = [await newMember(), await newMember()];
    const passkey = await addTo(thief);
    await site.database.prisma.passkey.updateMany({
      where: { memberId: thief.id },
      data: { memberId: member.id },
    });
    expectRefused(await signInWith(passkey));
  });
});

test('her own data names her passkeys', async () => {
  const member = await newMember();
  await addTo(member, 'Ordinateur');
  const data = await site.get('/api/me/data.json', member.cookie);
  expect(personalDataResponse.parse(data.json()).passkeys).toMatchObject([{ name: 'Ordinateur' }]);
});
