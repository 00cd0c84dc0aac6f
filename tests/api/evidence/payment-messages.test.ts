import { beforeAll, expect, test } from 'vitest';
import { col, statement } from '#server/database/sql.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { postForm } from '#tests/support/forms.ts';

/**
 * A pasted payment message names day, time and transaction, and is read on the device alone. A form
 * of an earlier version, still open in a tab, may send one: nothing of it is kept or shown.
 */
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
const RAW = 'MVola: Vous avez recu 52 750 Ar de Clickworker (0341234567) le 07/11/26 a 14:05';
const MESSAGE = 'Vous avez recu';

async function publish(): Promise<string> {
  const response = await postForm(
    site,
    '/api/payouts',
    { ...FACTS, message: RAW },
    { cookie: member.cookie },
  );
  expect(response.statusCode, response.body).toBe(201);
  return response.json<{ id: string }>().id;
}

/** Every table that holds a text. */
async function tablesWith(text: string): Promise<string[]> {
  const { sql } = site.database;
  const tables = await sql(
    statement(
      { name: col.text },
      `SELECT table_name AS name FROM information_schema.tables
        WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    ),
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await sql(`SELECT 1 FROM "${name}" t WHERE t::text LIKE $1`, [`%${text}%`]);
    if (rows > 0) found.push(name);
  }
  return found;
}

test('no row of the database holds one', async () => {
  const id = await publish();
  const { platform: _, ...facts } = FACTS;
  const corrected = await site.post(
    `/api/payouts/${id}`,
    { ...facts, expected: '52 800', message: RAW },
    member.cookie,
  );
  expect(corrected.statusCode, corrected.body).toBe(200);
  expect(await tablesWith(MESSAGE)).toEqual([]);
});

test('no answer holds one, also for its author', async () => {
  const id = await publish();
  for (const path of [
    `/fr/mes-paiements/${id}`,
    '/api/payouts',
    '/fr/plateformes/clickworker',
    `/api/me/payouts/${id}`,
    '/api/me/data.json',
  ]) {
    const { body, statusCode } = await site.get(path, member.cookie);
    expect(statusCode, path).toBe(200);
    expect(body, path).not.toContain(MESSAGE);
  }
});

test('a form that comes back refused does not repeat it', async () => {
  const response = await postForm(
    site,
    '/api/payouts',
    {
      ...FACTS,
      expected: 'beaucoup',
      message: RAW,
      _form: 'payout',
      _from: '/fr/declarer/paiement',
    },
    { cookie: member.cookie, html: true },
  );
  expect(response.statusCode).toBe(422);
  expect(response.body).toContain('beaucoup');
  expect(response.body).not.toContain(MESSAGE);
});
