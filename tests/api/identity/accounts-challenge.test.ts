import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import type { LightMyRequestResponse } from 'fastify';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ADDRESS_RATES } from '#server/http/address-limits.ts';
import { col, statement } from '#server/database/sql.ts';
import {
  MIN_PASSWORD_LENGTH,
  challengeResponse,
  type ChallengeResponse,
  type SignInAction,
} from '#shared/identity/accounts.ts';
import { OTHER_PASSWORD, PASSWORD, BROWSER, signUp, signUpForm } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';

let site: TestApp;
let address = '';
let addresses = 0;
let members = 0;
beforeAll(async () => {
  site = await createTestApp();
});
beforeEach(() => {
  addresses += 1;
  address = `198.51.100.${addresses}`;
});

const post = (path: string, form: object, from = address): Promise<LightMyRequestResponse> =>
  site.post(path, form, undefined, { remoteAddress: from });

async function challengeFor(entry: SignInAction): Promise<ChallengeResponse> {
  const url = `/api/challenge?for=${entry}`;
  const response = await site.app.inject({ url, remoteAddress: address });
  return challengeResponse.parse(response.json());
}

/** Refused for its pseudonym, and before anything costly: nor is its password long to judge. */
const REFUSED = { pseudonym: '<>!', password: 'x'.repeat(MIN_PASSWORD_LENGTH) };

/** Forms that are refused before anything costly, as many as the address has left. */
async function exhaust(): Promise<void> {
  for (let sent = 0; sent < ADDRESS_RATES['sign-up'].burst; sent += 1) {
    await post('/api/sign-up', signUpForm(REFUSED));
  }
}

async function solve({ puzzle }: ChallengeResponse): Promise<string> {
  const solution = await solveChallenge({ challenge: puzzle, deriveKey });
  return JSON.stringify({ challenge: puzzle, solution });
}

function newMember(controls: object = {}): Record<string, unknown> {
  members += 1;
  return signUpForm({ pseudonym: `Membre ${members}`, ...controls });
}

function wait(seconds: number): void {
  site.clock.now = new Date(site.clock.now.getTime() + seconds * 1000);
}

test('nothing is asked within the limits, nor of another address', async () => {
  expect((await challengeFor('sign-up')).needed).toBe(false);
  await exhaust();
  expect((await challengeFor('sign-up')).needed).toBe(true);
  expect((await challengeFor('sign-in')).needed).toBe(false);
  expect((await post('/api/sign-up', newMember(), '198.51.100.250')).statusCode).toBe(201);
});

test('GET /api/challenge wants to know for what', async () => {
  expect((await site.get('/api/challenge?for=everything')).statusCode).toBe(422);
});

test('the address is kept in no table', async () => {
  await exhaust();
  const tables = await site.database.sql(
    statement(
      { name: col.text },
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
    ),
  );
  for (const { name } of tables) {
    const rows = await site.database.sql(
      statement({ row: col.text }, `SELECT t::text AS row FROM "${name}" t`),
    );
    expect(JSON.stringify(rows)).not.toContain(address);
  }
});

describe('a proof of work', () => {
  test('lets one form through', async () => {
    await exhaust();
    const refused = await post('/api/sign-up', newMember());
    expect(refused.statusCode).toBe(403);
    expect(refused.json()).toEqual({ error: { code: 'challenge-needed' } });
    const _proof = await solve(await challengeFor('sign-up'));
    expect((await post('/api/sign-up', newMember({ _proof }))).statusCode).toBe(201);
  });

  test('is used up, also by two forms at the same time', async () => {
    await exhaust();
    const _proof = await solve(await challengeFor('sign-up'));
    const both = await Promise.all(
      [newMember({ _proof }), newMember({ _proof })].map((form) => post('/api/sign-up', form)),
    );
    expect(both.map(({ statusCode }) => statusCode).toSorted()).toEqual([201, 403]);
    expect((await post('/api/sign-up', newMember({ _proof }))).statusCode).toBe(403);
  });

  test('is refused where it is not solved, made easier, forged, too old or no proof', async () => {
    await exhaust();
    const challenge = await challengeFor('sign-up');
    const { puzzle } = challenge;
    const solved = JSON.parse(await solve(challenge)) as {
      challenge: ChallengeResponse['puzzle'];
      solution: { counter: number; derivedKey: string };
    };
    const easier = { ...puzzle, parameters: { ...puzzle.parameters, cost: 1 } };
    const easierSolution = await solveChallenge({
      challenge: { ...easier, parameters: { ...easier.parameters, keyPrefix: '00' } },
      deriveKey,
    });
    const wrong = [
      { ...solved, solution: { ...solved.solution, derivedKey: '00'.repeat(32) } },
      { challenge: easier, solution: easierSolution },
      { ...solved, challenge: { ...puzzle, signature: 'ab'.repeat(32) } },
      { ...solved, challenge: { parameters: puzzle.parameters } },
      { solution: solved.solution },
    ];
    for (const proof of [...wrong.map((value) => JSON.stringify(value)), 'null', '{', '[]']) {
      expect((await post('/api/sign-up', newMember({ _proof: proof }))).statusCode).toBe(403);
    }
    const _proof = JSON.stringify(solved);
    wait(3_601);
    await exhaust();
    expect((await post('/api/sign-up', newMember({ _proof }))).statusCode).toBe(403);
  });

  test('is small enough for a slow phone', async () => {
    const { parameters } = (await challengeFor('sign-up')).puzzle;
    // 2000 rounds, 260 keys at most: 3 seconds at 200 000 rounds a second.
    expect(parameters).toMatchObject({ algorithm: 'PBKDF2/SHA-256', cost: 2_000 });
    const solution = await solveChallenge({
      challenge: (await challengeFor('sign-up')).puzzle,
      deriveKey,
    });
    expect(solution?.counter).toBeLessThanOrEqual(260);
  });
});

describe('a ticket', () => {
  test('is accepted once, from a minute on', async () => {
    await exhaust();
    const { ticket: _ticket } = await challengeFor('sign-up');
    wait(20);
    const early = await post('/api/sign-up', newMember({ _ticket }));
    expect(early.statusCode).toBe(403);
    expect(early.json()).toEqual({ error: { code: 'challenge-needed', retryAfterSeconds: 40 } });
    expect(early.headers['retry-after']).toBe('40');
    wait(40);
    await exhaust();
    expect((await post('/api/sign-up', newMember({ _ticket }))).statusCode).toBe(201);
    expect((await post('/api/sign-up', newMember({ _ticket }))).statusCode).toBe(403);
  });

  test('is refused where it is forged, or an hour old', async () => {
    const { ticket } = await challengeFor('sign-up');
    const [issuedAt, nonce, signature] = ticket.split('.');
    wait(61);
    await exhaust();
    const forged = [
      `${Number(issuedAt) - 100}.${nonce}.${signature}`,
      `${issuedAt}.${'0'.repeat(32)}.${signature}`,
      `${issuedAt}.${nonce}.`,
      '..',
      'NaN.x.y',
    ];
    for (const _ticket of forged) {
      expect((await post('/api/sign-up', newMember({ _ticket }))).statusCode).toBe(403);
    }
    wait(3_600);
    await exhaust();
    expect((await post('/api/sign-up', newMember({ _ticket: ticket }))).statusCode).toBe(403);
  });

  test('gathered in advance is worth no more than the rate of its address', async () => {
    const burst = ADDRESS_RATES.ticket.burst;
    const tickets: string[] = [];
    for (let index = 0; index <= burst; index += 1) {
      tickets.push((await challengeFor('sign-up')).ticket);
    }
    wait(61);
    await exhaust();
    const codes: number[] = [];
    for (const _ticket of tickets) {
      const form = signUpForm({ ...REFUSED, _ticket });
      codes.push((await post('/api/sign-up', form)).statusCode);
    }
    expect(codes.slice(0, burst).every((code) => code === 422)).toBe(true);
    expect(codes.at(-1)).toBe(403);
  });
});

describe('without a script', () => {
  const sendForm = (fields: Record<string, string>): Promise<LightMyRequestResponse> =>
    site.post('/api/sign-up', {}, undefined, {
      ...BROWSER,
      remoteAddress: address,
      payload: new URLSearchParams({
        _form: 'sign-up',
        _from: '/fr/inscription',
        password: PASSWORD,
        agree: 'on',
        ...fields,
      }).toString(),
    });
  const ticketIn = (body: string): string => /name="_ticket" value="([^"]+)"/.exec(body)?.[1] ?? '';

  test('the form comes back with a ticket, keeps it while it rests, and is accepted', async () => {
    await exhaust();
    const first = await sendForm({ pseudonym: 'Patiente' });
    expect(first.statusCode).toBe(403);
    expect(first.body).toContain('Attendez une minute');
    expect(first.body).toContain('value="Patiente"');
    expect(first.body).not.toContain(PASSWORD);
    const _ticket = ticketIn(first.body);
    wait(15);
    const second = await sendForm({ pseudonym: 'Patiente', _ticket });
    expect(second.statusCode).toBe(403);
    expect(second.body).toContain('Réessayez dans 45 secondes');
    expect(ticketIn(second.body)).toBe(_ticket);
    wait(46);
    await exhaust();
    const third = await sendForm({ pseudonym: 'Patiente', _ticket });
    expect(third.statusCode).toBe(303);
  });

  test('the page asks at once where the limit is passed already', async () => {
    await exhaust();
    const page = await site.app.inject({ url: '/fr/inscription', remoteAddress: address });
    expect(page.body).toContain('Attendez une minute');
    expect(ticketIn(page.body)).not.toBe('');
  });
});

describe('many wrong passwords for one pseudonym', () => {
  test('ask for work from any address, also for nobody, and lock nobody out', async () => {
    await signUp(site, 'Visée');
    for (const pseudonym of ['Visée', 'Inexistante']) {
      for (let tries = 0; tries < 10; tries += 1) {
        const wrong = { pseudonym, password: OTHER_PASSWORD };
        const refused = await post('/api/sign-in', wrong, `203.0.113.${tries}`);
        expect(refused.statusCode).toBe(422);
      }
      const form = { pseudonym, password: PASSWORD };
      expect((await post('/api/sign-in', form)).json()).toEqual({
        error: { code: 'challenge-needed' },
      });
    }
    const _proof = await solve(await challengeFor('sign-in'));
    const form = { pseudonym: 'visee', password: PASSWORD, _proof };
    expect((await post('/api/sign-in', form)).statusCode).toBe(200);
  });
});
