import { beforeAll, describe, expect, test } from 'vitest';
import { openSecrets } from '#server/core/secrets.ts';
import { col, statement } from '#server/database/sql.ts';
import { slipOwner, slipOwnerKey } from '#server/evidence/publication/load-report.ts';
import { findPublicationStates } from '#server/evidence/publication/publication-states.ts';
import { today } from '#shared/core/days.ts';
import { platformSlipsResponse } from '#shared/directory/slip-figures.ts';
import type { TestApp } from './support/app.ts';
import { demoAfter } from './support/demo.ts';

// Two days of the week: Mondays stay Mondays when the dates are moved.
describe.each([137, 140])('what is public of payouts in a demo of %i days later', (days) => {
  let site: TestApp;
  let now: Date;
  beforeAll(async () => {
    site = await demoAfter(days);
    now = site.clock.now;
  });

  test('shows numbers of the platforms that many work for, and words alone of small ones', async () => {
    const { slips } = platformSlipsResponse.parse(
      (await site.get('/api/platforms/clickworker/slips')).json(),
    );
    expect(slips.length).toBeGreaterThan(40);
    expect(slips.filter(({ monday }) => monday > today(now))).toEqual([]);
    const reported = await site.database.prisma.platformSummary.findMany({
      where: { platform: { payouts: { some: {} } } },
    });
    const numbered = reported.filter(({ payouts }) => payouts > 0);
    expect(numbered.length).toBeGreaterThanOrEqual(11);
    expect(reported.length - numbered.length).toBeGreaterThan(3);
    const shares = `SELECT 1 FROM platform_summary
      WHERE evidence->'slips'->>'shareReceived' IS NOT NULL`;
    expect(await site.database.sql(shares)).toBeGreaterThanOrEqual(7);
    const delays = `SELECT 1 FROM platform_summary WHERE median_delay_days IS NOT NULL`;
    expect(await site.database.sql(delays)).toBeGreaterThan(0);
  });

  test('has a gallery of several platforms, with amounts and months where authors show them', async () => {
    const shown = await site.database.prisma.payout.findMany({
      where: { shownFrom: { not: null } },
      select: { platformId: true, showsAmount: true, showsMonth: true, shownFrom: true },
    });
    expect(shown.length).toBeGreaterThan(250);
    expect(new Set(shown.map(({ platformId }) => platformId)).size).toBeGreaterThan(15);
    expect(shown.some(({ showsAmount }) => showsAmount)).toBe(true);
    expect(shown.some(({ showsMonth }) => showsMonth)).toBe(true);
    expect(shown.filter(({ shownFrom }) => (shownFrom ?? now) > now)).toEqual([]);
  });

  test('shows what is shown from a Monday on from a Monday', async () => {
    const columns = await site.database.sql(
      statement(
        { table: col.text, column: col.text },
        `SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns
          WHERE table_schema = 'public' AND column_name IN ('monday', 'due_on', 'shown_from', 'proof_ready_on', 'leaves_on')`,
      ),
    );
    expect(columns.length).toBeGreaterThan(10);
    for (const { table, column } of columns) {
      const others = `SELECT 1 FROM ${table} WHERE extract(isodow FROM ${column}) <> 1`;
      expect(await site.database.sql(others), `${table}.${column}`).toBe(0);
    }
  });

  test('has a report of its member in each state of publication', async () => {
    const { id } = await site.database.prisma.member.findFirstOrThrow({
      where: { pseudonym: 'demo' },
    });
    const states = await findPublicationStates(site.database.sql, id);
    expect(new Set(states.map(({ state }) => state))).toEqual(
      new Set(['waits', 'joined', 'released', 'held-back']),
    );
    const told = states.map(({ payout }) => payout);
    const untold = { author: { memberId: id }, state: 'waiting', id: { notIn: told } };
    expect(await site.database.prisma.payout.count({ where: untold })).toBeGreaterThan(0);
  });

  test('tags slips with the key of the site, so that its members spend on', async () => {
    const ownerKey = slipOwnerKey(openSecrets(null, site.dataDir));
    const linked = await site.database.sql(
      statement(
        { owner: col.text, salt: col.text, platformId: col.text, spent: col.bool },
        `SELECT s.owner, m.publication_salt AS salt, s.platform_id AS "platformId",
                EXISTS (SELECT 1 FROM publication_spending p WHERE p.owner = s.owner) AS spent
           FROM payout_publication b JOIN slip s ON s.id = b.slip_id
           JOIN author a ON a.id = b.author_id JOIN member m ON m.id = a.member_id`,
      ),
    );
    expect(linked.length).toBeGreaterThan(50);
    const wrong = linked.filter(
      ({ owner, salt, platformId, spent }) =>
        !spent || owner !== slipOwner(ownerKey, salt, platformId),
    );
    expect(wrong).toEqual([]);
  });
});
