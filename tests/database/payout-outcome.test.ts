import { beforeAll, expect, test } from 'vitest';
import { col, statement } from '#server/database/sql.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';

/** payout_outcome and payout_unpaid_after: what a member reports of a payout, on a day. */

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

const OUTCOME = statement(
  { outcome: col.text.orNull, unpaidAfter: col.text.orNull },
  `SELECT payout_outcome(y, $2::date) AS outcome, payout_unpaid_after(y)::text AS "unpaidAfter"
     FROM jsonb_populate_record(NULL::payout, $1::jsonb) y`,
);

const expected = { expected_minor: 2_000, asked_on: '2026-11-01' };
const waiting = { ...expected, state: 'waiting' };
const received = { ...expected, state: 'received' };

test.each([
  [{ ...received, received_minor: 2_000, delay_days: 90 }, '2026-11-01', 'paid', null],
  [{ ...received, received_minor: 1_500 }, '2026-11-01', 'paid', null],
  [{ ...received, received_minor: 1_499 }, '2026-11-01', 'not-paid', null],
  [{ ...expected, state: 'refused' }, '2026-11-01', 'not-paid', null],
  [{ ...expected, state: 'given-up' }, '2026-11-01', 'not-paid', null],
  [waiting, '2027-11-01', null, null],
  [{ ...waiting, expected_days: 10 }, '2026-11-21', null, '2026-11-21'],
  [{ ...waiting, expected_days: 10 }, '2026-11-22', 'not-paid', '2026-11-21'],
  [{ ...waiting, expected_days: 15 }, '2026-11-24', null, '2026-11-24'],
  [{ ...waiting, expected_days: 15 }, '2026-11-25', 'not-paid', '2026-11-24'],
])('%j is on %s %s, and unpaid after %s', async (payout, day, outcome, unpaidAfter) => {
  const [row] = await site.database.sql(OUTCOME, [JSON.stringify(payout), day]);
  expect(row).toEqual({ outcome, unpaidAfter });
});
