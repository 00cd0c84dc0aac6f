import { beforeAll, expect, test } from 'vitest';
import { col, statement } from '#server/database/sql.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';

/** payout_outcome: what a member reports of a payout, on a day. */

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

const OUTCOME = statement(
  { outcome: col.text.orNull },
  `SELECT payout_outcome(y, $2::date) AS outcome
     FROM jsonb_populate_record(NULL::payout, $1::jsonb) y`,
);

const waiting = { state: 'waiting', unpaid_on: '2026-11-22' };

test.each([
  [{ state: 'received', received_share: 1, delay_days: 75 }, '2026-11-01', 'paid'],
  [{ state: 'received', received_share: 0.75 }, '2026-11-01', 'paid'],
  [{ state: 'received', received_share: 0.5 }, '2026-11-01', 'not-paid'],
  [{ state: 'refused' }, '2026-11-01', 'not-paid'],
  [{ state: 'given-up' }, '2026-11-01', 'not-paid'],
  [{ state: 'waiting' }, '2027-11-01', null],
  [waiting, '2026-11-21', null],
  [waiting, '2026-11-22', 'not-paid'],
])('%j is on %s %s', async (payout, day, outcome) => {
  const [row] = await site.database.sql(OUTCOME, [JSON.stringify(payout), day]);
  expect(row).toEqual({ outcome });
});
