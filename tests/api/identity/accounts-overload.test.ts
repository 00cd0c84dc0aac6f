import type { LightMyRequestResponse } from 'fastify';
import { beforeAll, describe, expect, test } from 'vitest';
import { WRONG_PASSWORD_RATE } from '#server/identity/accounts/sign-in-rate-limit.ts';
import { OWN_PASSWORD_RATE } from '#server/identity/accounts/confirm-password.ts';
import { OTHER_PASSWORD, PASSWORD, signUp, signUpForm } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { LONGEST_TURN_MS, longestTurn } from '#tests/support/event-loop-blocking.ts';

/** Passwords cost more than all else that a visitor can ask for: others are served meanwhile. */

/** Signs that stand for letters in many ways: its estimate takes up to a second and a half. */
const COSTLY_PASSWORD = '@4310$57'.repeat(4);

let site: TestApp;
beforeAll(async () => {
  // As a site runs, which answers 503 where the event loop is late.
  site = await createTestApp({ environment: { MAX_LAG_MS: '2000' } });
});

function statuses(answers: readonly LightMyRequestResponse[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { statusCode } of answers) counts[statusCode] = (counts[statusCode] ?? 0) + 1;
  return counts;
}

async function makePhrase(cookie: string): Promise<string> {
  const made = await site.post('/api/me/recovery-phrase', {}, cookie);
  return made.json<{ phrase: string }>().phrase;
}

describe('a password that is costly to judge holds nobody up', () => {
  test('where somebody signs up', async () => {
    await signUp(site, 'Première Venue');
    const form = signUpForm({ pseudonym: 'Chère', password: COSTLY_PASSWORD });
    let answer = 0;
    const longest = await longestTurn(async () => {
      answer = (await site.post('/api/sign-up', form)).statusCode;
    });
    expect(answer).toBe(201);
    expect(longest).toBeLessThan(LONGEST_TURN_MS);
  });

  test('where she comes back by her phrase', async () => {
    const phrase = await makePhrase(await signUp(site, 'De Retour'));
    const form = { pseudonym: 'De Retour', phrase, password: COSTLY_PASSWORD };
    let answer = 0;
    const longest = await longestTurn(async () => {
      answer = (await site.post('/api/recover', form)).statusCode;
    });
    expect(answer).toBe(200);
    expect(longest).toBeLessThan(LONGEST_TURN_MS);
  });

  test('where she changes it', async () => {
    const cookie = await signUp(site, 'Qui Change');
    const form = { currentPassword: PASSWORD, newPassword: COSTLY_PASSWORD };
    let answer = 0;
    const longest = await longestTurn(async () => {
      answer = (await site.post('/api/me/password', form, cookie)).statusCode;
    });
    expect(answer).toBe(200);
    expect(longest).toBeLessThan(LONGEST_TURN_MS);
  });
});

test('twelve who sign up at once all become members', async () => {
  let answers: LightMyRequestResponse[] = [];
  const longest = await longestTurn(async () => {
    const forms = Array.from({ length: 12 }, (_, nth) => signUpForm({ pseudonym: `Élan ${nth}` }));
    answers = await Promise.all(forms.map((form) => site.post('/api/sign-up', form)));
  });
  expect(statuses(answers)).toEqual({ 201: 12 });
  expect(longest).toBeLessThan(LONGEST_TURN_MS);
});

describe('wrong passwords sent side by side', () => {
  test('are no more than those sent one by one, for who is signed out', async () => {
    await signUp(site, 'Visée');
    const guess = { pseudonym: 'Visée', password: OTHER_PASSWORD };
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => site.post('/api/sign-in', guess)),
    );
    const { burst } = WRONG_PASSWORD_RATE;
    expect(statuses(answers)).toEqual({ 422: burst, 403: 40 - burst });
  });

  test('nor for who found an open session', async () => {
    const cookie = await signUp(site, 'Oubliée');
    const guess = { currentPassword: OTHER_PASSWORD, newPassword: 'x'.repeat(20) };
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => site.post('/api/me/password', guess, cookie)),
    );
    const { burst } = OWN_PASSWORD_RATE;
    expect(statuses(answers)).toEqual({ 422: burst, 429: 40 - burst });
  });

  test('count where the right ones do not', async () => {
    await signUp(site, 'Souvent');
    const right = { pseudonym: 'Souvent', password: PASSWORD };
    for (let nth = 0; nth < 2 * WRONG_PASSWORD_RATE.burst; nth += 1) {
      expect((await site.post('/api/sign-in', right)).statusCode).toBe(200);
    }
  });
});
