import type { LightMyRequestResponse } from 'fastify';
import { beforeAll, describe, expect, test } from 'vitest';
import { WRONG_PASSWORD_RATE } from '#server/identity/accounts/sign-in-rate-limit.ts';
import { ADDRESS_RATES } from '#server/http/address-limits.ts';
import type { ErrorResponse } from '#shared/core/errors.ts';
import {
  OTHER_PASSWORD,
  PASSWORD,
  cookieOf,
  sendForm,
  signUp,
  viewerOf,
} from '#tests/support/accounts.ts';
import { showNow } from '#tests/support/factories.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { postForm } from '#tests/support/forms.ts';
import { drawScreen, linesOf } from '#tests/support/payment-screens.ts';

/** A visitor reports a payout, and the account that it belongs to is made with it, or neither is. */

const PATH = '/api/payouts/with-account';
const PAYOUT = {
  platform: 'clickworker',
  outcome: 'received',
  expected: '27,43',
  currency: 'EUR',
  method: 'paypal',
  askedOn: '2026-11-03',
  receivedOn: '2026-11-07',
};
const PAGE = { _form: 'payout', _from: '/fr/declarer/paiement' };

let site: TestApp;
let picture: Buffer;
let personal: Buffer;
beforeAll(async () => {
  site = await createTestApp();
  picture = await drawScreen(linesOf(1));
  personal = await drawScreen(linesOf(1, [['Compte', 'amina.rakoto@example.org']]));
});

let last = 0;
/** A form whose pseudonym and key nobody sent before. */
function form(overrides: Record<string, string> = {}): Record<string, string> {
  last += 1;
  return {
    ...PAYOUT,
    account: 'new',
    pseudonym: `lune rousse ${last}`,
    password: PASSWORD,
    _key: `form-of-a-visitor-${last}`,
    ...overrides,
  };
}

async function counts(): Promise<[members: number, payouts: number]> {
  const { prisma } = site.database;
  return [await prisma.member.count(), await prisma.payout.count()];
}

function fieldsOf(response: LightMyRequestResponse): Record<string, string> {
  const { fields = {} } = response.json<ErrorResponse>().error;
  return Object.fromEntries(Object.entries(fields).map(([name, { code }]) => [name, code]));
}

describe('with a new account', () => {
  test('makes the account, publishes the payout as its own, and signs in', async () => {
    const fields = form();
    const response = await site.post(PATH, fields);
    expect(response.statusCode, response.body).toBe(201);
    const { id, path } = response.json<{ id: string; path: string }>();
    expect(path).toBe(
      `/fr/phrase-de-secours?next=${encodeURIComponent(`/fr/mes-paiements/${id}?done=payout-published`)}&done=signed-up`,
    );
    const cookie = cookieOf(response);
    expect(await viewerOf(site, cookie)).toBe(fields['pseudonym']);
    expect((await site.get(`/api/me/payouts/${id}`, cookie)).json()).toMatchObject({
      amountBand: 1,
      askedMonth: '2026-11',
    });
    expect((await site.get(`/api/payouts/${id}`)).statusCode).toBe(404);
  });

  test('takes a screenshot, which stands between the fields', async () => {
    const response = await postForm(site, PATH, form(), { file: { bytes: picture } });
    expect(response.statusCode, response.body).toBe(201);
    const { id } = response.json<{ id: string }>();
    await showNow(site, id);
    expect((await site.get(`/api/payouts/${id}`)).json()).toMatchObject({
      screenshot: { reading: { url: expect.any(String) } },
    });
    const used = await site.database.prisma.memberUse.findMany({
      where: { memberId: (await authorOf(id)) ?? '', kind: 'picture' },
    });
    expect(used.map(({ count }) => count)).toEqual([1]);
  });

  test('says all that is wrong at once, and leaves neither account nor payout', async () => {
    const before = await counts();
    const wrong = { expected: 'beaucoup', pseudonym: 'a@b.fr', password: 'court' };
    const response = await site.post(PATH, form(wrong));
    expect(response.statusCode).toBe(422);
    expect(fieldsOf(response)).toEqual({
      expected: 'not-an-amount',
      pseudonym: 'email-address',
      password: 'too-short',
    });
    const { platform: _, ...without } = form({ pseudonym: 'x' });
    expect(fieldsOf(await site.post(PATH, without))).toEqual({
      platform: 'required',
      pseudonym: 'too-short',
    });
    expect(fieldsOf(await site.post(PATH, form({ password: 'motdepasse' })))).toEqual({
      password: 'weak',
    });
    expect(fieldsOf(await site.post(PATH, form({ platform: 'Nulle part' })))).toEqual({
      platform: 'unknown-platform',
    });
    expect(fieldsOf(await site.post(PATH, {}))).toMatchObject({
      pseudonym: 'required',
      password: 'required',
      expected: 'required',
    });
    expect(await counts()).toEqual(before);
  });

  test('refuses a taken pseudonym, also from two forms at the same time', async () => {
    await signUp(site, 'Marguerite');
    const before = await counts();
    expect(fieldsOf(await site.post(PATH, form({ pseudonym: 'marguerite' })))).toEqual({
      pseudonym: 'taken',
    });
    expect(await counts()).toEqual(before);
    const both = await Promise.all(
      [form({ pseudonym: 'Capucine' }), form({ pseudonym: 'Capucine' })].map((fields) =>
        site.post(PATH, fields),
      ),
    );
    expect(both.map(({ statusCode }) => statusCode).toSorted()).toEqual([201, 422]);
    expect(await counts()).toEqual([before[0] + 1, before[1] + 1]);
  });

  test('sent again after a lost answer, leads to the same payout, and only with the password', async () => {
    const fields = form();
    const first = await site.post(PATH, fields);
    const again = await site.post(PATH, fields);
    expect(again.statusCode, again.body).toBe(201);
    expect(again.json<{ id: string }>().id).toBe(first.json<{ id: string }>().id);
    expect(await viewerOf(site, cookieOf(again))).toBe(fields['pseudonym']);
    const guess = await site.post(PATH, { ...fields, password: OTHER_PASSWORD });
    expect(fieldsOf(guess)).toEqual({ password: 'no-match' });
    expect(guess.headers['set-cookie']).toBeUndefined();
  });

  test('ends the session of who was signed in on this device', async () => {
    const cookie = await signUp(site, 'Avant Elle');
    expect((await site.post(PATH, form(), cookie)).statusCode).toBe(201);
    expect(await viewerOf(site, cookie)).toBeNull();
  });
});

describe('with an existing account', () => {
  test('signs in and publishes', async () => {
    await signUp(site, 'Violette');
    const response = await site.post(PATH, form({ account: 'existing', pseudonym: 'violette' }));
    expect(response.statusCode, response.body).toBe(201);
    const { id, path } = response.json<{ id: string; path: string }>();
    expect(path).toBe(`/fr/mes-paiements/${id}?done=payout-published`);
    expect(await viewerOf(site, cookieOf(response))).toBe('Violette');
    expect((await site.get(`/api/me/payouts/${id}`, cookieOf(response))).statusCode).toBe(200);
  });

  test('answers a wrong password and an unknown pseudonym alike, and publishes nothing', async () => {
    await signUp(site, 'Iris');
    const before = await counts();
    const account = 'existing';
    const wrong = await site.post(
      PATH,
      form({ account, pseudonym: 'Iris', password: OTHER_PASSWORD }),
    );
    const unknown = await site.post(PATH, form({ account, pseudonym: 'Personne ici' }));
    expect(fieldsOf(wrong)).toEqual({ password: 'no-match' });
    expect(unknown.body).toBe(wrong.body);
    expect(wrong.headers['set-cookie']).toBeUndefined();
    expect(await counts()).toEqual(before);
  });

  test('guesses no more passwords than the form to sign in, whatever else is wrong', async () => {
    await signUp(site, 'Jacinthe');
    const guess = form({
      account: 'existing',
      pseudonym: 'Jacinthe',
      password: OTHER_PASSWORD,
      expected: 'beaucoup',
    });
    for (let count = 0; count < WRONG_PASSWORD_RATE.burst; count += 1) {
      const response = await site.post(PATH, guess);
      expect(fieldsOf(response)).toEqual({ expected: 'not-an-amount', password: 'no-match' });
    }
    expect((await site.post(PATH, guess)).statusCode).toBe(403);
    const signIn = { pseudonym: 'Jacinthe', password: PASSWORD };
    expect((await site.post('/api/sign-in', signIn)).statusCode).toBe(403);
  });
});

describe('as a browser without a script sends it', () => {
  const send = (fields: Record<string, string>): Promise<LightMyRequestResponse> =>
    sendForm(site, PATH, { ...PAGE, ...fields });

  test('an error shows the form again with what was typed, but the password', async () => {
    const typed = form({ expected: 'vingt-sept', pseudonym: 'brume claire', received: '0,35' });
    const { statusCode, body } = await send(typed);
    expect(statusCode).toBe(422);
    for (const value of ['vingt-sept', 'brume claire', '0,35', '2026-11-03', typed['_key'] ?? '']) {
      expect(body).toContain(`value="${value}"`);
    }
    expect(body).not.toContain(PASSWORD);
    const english = await send({ ...typed, _from: '/en/report/pay-out' });
    expect(english.body).toContain('lang="en"');
    expect(english.body).toContain('value="brume claire"');
  });

  test('keeps the picture of a refused form for her alone', async () => {
    const typed = form({ ...PAGE, expected: 'vingt-sept' });
    const refused = await postForm(site, PATH, typed, { file: { bytes: picture }, html: true });
    expect(refused.statusCode).toBe(422);
    const kept = hiddenField(refused.body, '_image');
    const marks = hiddenField(refused.body, '_marks');
    expect(kept).toMatch(/^[0-9a-f]{64}\.[0-9a-f]{64}$/);
    expect((await site.get(`/files/kept/form/${kept}`)).statusCode).toBe(401);
    expect((await site.get(`/files/kept/form/${kept}?form=another-form-key`)).statusCode).toBe(404);
    expect((await site.get(`/files/kept/form/${kept}?form=${typed['_key']}`)).statusCode).toBe(200);
    const fixed = { ...typed, expected: '27,43', _image: kept, _marks: marks };
    const { headers } = await postForm(site, PATH, fixed, { file: '', html: true });
    const id = /mes-paiements%2F([0-9a-z]{12})/.exec(String(headers.location))?.[1] ?? '';
    await showNow(site, id);
    expect((await site.get(`/api/payouts/${id}`)).json()).toMatchObject({
      screenshot: { reading: { url: `/files/${kept.slice(0, 64)}/reading.webp` } },
    });
  });

  test('asks again about a picture that seems to show personal data', async () => {
    const before = await counts();
    const typed = form(PAGE);
    const refused = await postForm(site, PATH, typed, { file: { bytes: personal }, html: true });
    expect(refused.statusCode).toBe(422);
    expect(await counts()).toEqual(before);
    const url = /href="(\/files\/kept\/[^"]+)"/.exec(refused.body)?.[1] ?? '';
    expect((await site.get(url.replaceAll('&amp;', '&'))).statusCode).toBe(200);
    const answered = {
      ...typed,
      _image: hiddenField(refused.body, '_image'),
      _marks: hiddenField(refused.body, '_marks'),
      _looked: hiddenField(refused.body, '_looked'),
      _answer: 'publish',
    };
    const response = await postForm(site, PATH, answered, { file: '', html: true });
    expect(response.statusCode, response.body.slice(0, 500)).toBe(303);
    expect(await counts()).toEqual([before[0] + 1, before[1] + 1]);
  });
});

test('above the limit of sign-ups the form needs a proof of work, before its picture is read', async () => {
  const crowded = await createTestApp();
  const sign = { pseudonym: 'x', password: 'y' };
  for (let count = 0; count < ADDRESS_RATES['sign-up'].burst; count += 1) {
    await crowded.post(PATH, { ...PAYOUT, account: 'new', ...sign });
  }
  const refused = await postForm(crowded, PATH, form(PAGE), {
    file: { bytes: picture },
    html: true,
  });
  expect(refused.statusCode).toBe(403);
  // Nothing of it was kept, so nothing was processed.
  expect(hiddenField(refused.body, '_image')).toBe('');
  const ticket = hiddenField(refused.body, '_ticket');
  expect((await crowded.post(PATH, form())).statusCode).toBe(403);
  crowded.clock.now = new Date(crowded.clock.now.getTime() + 61_000);
  const answered = await postForm(
    crowded,
    PATH,
    { _ticket: ticket, ...form() },
    {
      file: { bytes: picture },
    },
  );
  expect(answered.statusCode, answered.body).toBe(201);
});

function hiddenField(html: string, name: string): string {
  return new RegExp(`name="${name}"[^>]*value="([^"]+)"`).exec(html)?.[1] ?? '';
}

async function authorOf(payoutId: string): Promise<string | null> {
  const { author } = await site.database.prisma.payout.findUniqueOrThrow({
    where: { id: payoutId },
    select: { author: { select: { memberId: true } } },
  });
  return author.memberId;
}
