import type { LightMyRequestResponse } from 'fastify';
import { beforeAll, describe, expect, test } from 'vitest';
import { ADDRESS_RATES } from '#server/http/address-limits.ts';
import { WRONG_PASSWORD_RATE } from '#server/identity/accounts/sign-in-rate-limit.ts';
import type { ErrorResponse } from '#shared/core/errors.ts';
import { OTHER_PASSWORD, PASSWORD, cookieOf, signUp, viewerOf } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { TASK_REPORT } from '#tests/support/tasks.ts';

/** A visitor reports a task, and the account that it belongs to is made with it, or neither is. */

const PATH = '/api/task-reports/with-account';
let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

let last = 0;
/** A form whose pseudonym and key nobody sent before. */
function form(overrides: Record<string, string> = {}): Record<string, unknown> {
  last += 1;
  return {
    ...TASK_REPORT,
    account: 'new',
    pseudonym: `lune rousse ${last}`,
    password: PASSWORD,
    _key: `task-of-a-visitor-${last}`,
    ...overrides,
  };
}

async function counts(): Promise<[members: number, reports: number]> {
  const { prisma } = site.database;
  return [await prisma.member.count(), await prisma.taskReport.count()];
}

function fieldsOf(response: LightMyRequestResponse): Record<string, string> {
  const { fields = {} } = response.json<ErrorResponse>().error;
  return Object.fromEntries(Object.entries(fields).map(([name, { code }]) => [name, code]));
}

describe('with a new account', () => {
  test('makes the account, takes the report as its own, and signs in', async () => {
    const fields = form();
    const response = await site.post(PATH, fields);
    expect(response.statusCode, response.body).toBe(201);
    const { id, path } = response.json<{ id: string; path: string }>();
    expect(path).toMatch(/^\/fr\/phrase-de-secours\?next=.*task-report-published&done=signed-up$/);
    const cookie = cookieOf(response);
    expect(await viewerOf(site, cookie)).toBe(fields['pseudonym']);
    expect((await site.get(`/api/me/task-reports/${id}`, cookie)).statusCode).toBe(200);
  });

  test('says all that is wrong at once, and leaves neither account nor report', async () => {
    const before = await counts();
    const wrong = { reward: 'beaucoup', platform: 'Nulle part', pseudonym: 'x', password: 'court' };
    expect(fieldsOf(await site.post(PATH, form(wrong)))).toEqual({
      reward: 'not-an-amount',
      platform: 'unknown-platform',
      pseudonym: 'too-short',
      password: 'too-short',
    });
    await signUp(site, 'Marguerite');
    expect(fieldsOf(await site.post(PATH, form({ pseudonym: 'marguerite' })))).toEqual({
      pseudonym: 'taken',
    });
    // A name that no client can have is found in the transaction that makes the account.
    const late = await site.post(
      PATH,
      form({ client: 'amina.rakoto@example.org', notAPerson: 'on' }),
    );
    expect(fieldsOf(late)).toEqual({ client: 'names-person' });
    expect(await counts()).toEqual([before[0] + 1, before[1]]);
  });

  test('sent again after a lost answer, leads to the same report, and only with the password', async () => {
    const fields = form();
    const first = await site.post(PATH, fields);
    const again = await site.post(PATH, fields);
    expect(again.statusCode, again.body).toBe(201);
    expect(again.json<{ id: string }>().id).toBe(first.json<{ id: string }>().id);
    const guess = await site.post(PATH, { ...fields, password: OTHER_PASSWORD });
    expect(fieldsOf(guess)).toEqual({ password: 'no-match' });
    expect(guess.headers['set-cookie']).toBeUndefined();
  });
});

describe('with an existing account', () => {
  const account = 'existing';

  test('signs in and takes the report', async () => {
    await signUp(site, 'Violette');
    const response = await site.post(PATH, form({ account, pseudonym: 'violette' }));
    expect(response.statusCode, response.body).toBe(201);
    expect(response.json<{ path: string }>().path).toContain('done=task-report-published');
    expect(await viewerOf(site, cookieOf(response))).toBe('Violette');
  });

  test('guesses no more passwords than the form to sign in, whatever else is wrong', async () => {
    await signUp(site, 'Jacinthe');
    const before = await counts();
    const wrong = { password: OTHER_PASSWORD, reward: 'beaucoup' };
    const guess = form({ account, pseudonym: 'Jacinthe', ...wrong });
    for (let count = 0; count < WRONG_PASSWORD_RATE.burst; count += 1)
      expect(fieldsOf(await site.post(PATH, guess))).toMatchObject({ password: 'no-match' });
    expect((await site.post(PATH, guess)).statusCode).toBe(403);
    expect(await counts()).toEqual(before);
  });
});

test('counts as a sign-up of its address: past the limit it needs a proof of work', async () => {
  const own = await createTestApp();
  const statuses = [];
  for (let count = 0; count <= ADDRESS_RATES['sign-up'].burst; count += 1)
    statuses.push((await own.post(PATH, form())).statusCode);
  expect(statuses.at(-1)).toBe(403);
  expect(statuses[0]).toBe(201);
});

test('the page is open to a visitor, with the account at its end', async () => {
  const { statusCode, body } = await site.get('/fr/declarer/tache?plateforme=clickworker');
  expect(statusCode).toBe(200);
  expect(body).toContain(`action="${PATH}"`);
  expect(body.indexOf('name="pseudonym"')).toBeGreaterThan(body.indexOf('name="workedOn"'));
  const member = await site.get('/fr/declarer/tache', await signUp(site, 'Capucine'));
  expect(member.body).toContain('action="/api/task-reports"');
  expect(member.body).not.toContain('name="password"');
});
