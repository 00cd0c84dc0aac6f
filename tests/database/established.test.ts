import { expect, test } from 'vitest';
import { createRandom } from '#demo/random.ts';
import { settleEstablishedMembers } from '#server/evidence/recompute/settle-established-members.ts';
import { col, statement } from '#server/database/sql.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { isEstablished, type EvidencePiece } from '#demo/established.testing.ts';
import { insertPartialRows, type PartialRow } from './rows-without-constraints.ts';

const SEED = 20261128;
const MEMBERS = 300;
const MANY = ['payout', 'incident', 'client_review', 'task_report'] as const;
/** An author has one review at most. */
const LAST = [...MANY, 'review'] as const;
const MONTHS = ['2026-08', '2026-09', '2026-10'] as const;

type Case = readonly [what: string, sound: readonly string[], doubted: readonly string[], boolean];

const CASES: readonly Case[] = [
  ['nothing', [], [], false],
  ['two pieces, two months', ['2026-01', '2026-02'], [], false],
  ['three pieces, one month', ['2026-01', '2026-01', '2026-01'], [], false],
  ['three pieces, two months', ['2026-01', '2026-01', '2026-02'], [], true],
  ['one of three doubted', ['2026-01', '2026-02'], ['2026-02'], false],
  ['the second month by a doubt', ['2026-01', '2026-01', '2026-01'], ['2026-02'], false],
  ['three beside a doubted one', ['2025-12', '2026-01', '2026-01'], ['2026-02'], true],
];

test('three pieces that nobody doubts, over two calendar months, establish a member', async () => {
  const site = await createTestApp();
  const rows = CASES.flatMap(([what, sound, doubted]): PartialRow[] => [
    { table: 'member', columns: { id: `member ${what}` } },
    { table: 'author', columns: { id: what, member_id: `member ${what}`, brought: false } },
    ...sound.map((month, nth) => payoutOf(what, month, `${what} ${nth}`)),
    ...doubted.flatMap((month, nth) => {
      const id = `${what} ? ${nth}`;
      const open = { id: `about ${id}`, payout_id: id, state: 'open' };
      return [payoutOf(what, month, id), { table: 'proof_check', columns: open }];
    }),
  ]);
  await insertPartialRows(site, rows);
  const expected = CASES.filter(([, , , able]) => able).map(([what]) => `member ${what}`);
  expect(await settle(site)).toEqual(expected.toSorted());
});

function payoutOf(author: string, month: string, id: string): PartialRow {
  const columns = { id, author_id: author, published_on: `${month}-03`, solicited: false };
  return { table: 'payout', columns };
}

/** The members of this file that are established now. */
async function settle(site: TestApp): Promise<string[]> {
  await settleEstablishedMembers(site.database, site.clock.now);
  const established = await site.database.sql(
    statement(
      { id: col.text },
      `SELECT id FROM member WHERE established_on IS NOT NULL AND id LIKE 'member %'`,
    ),
  );
  return established.map(({ id }) => id).toSorted();
}

/** The rule stands twice: for one member in TypeScript, for all at once in SQL (sound_evidence). */
test(`members are established by SQL as by isEstablished, over random evidence of seed ${SEED}`, async () => {
  const random = createRandom(SEED);
  const site = await createTestApp();
  const rows: PartialRow[] = [{ table: 'finding', columns: { id: 'f', brought: false } }];
  const pieces = new Map<string, EvidencePiece[]>();
  for (let nth = 0; nth < MEMBERS; nth += 1) {
    const member = `member ${nth}`;
    const own: EvidencePiece[] = [];
    rows.push({ table: 'member', columns: { id: member } });
    // On each platform she is another author.
    for (let platform = 0; platform < 2; platform += 1) {
      const author = `${member} on ${platform}`;
      const suspect = random.chance(0.1);
      rows.push({ table: 'author', columns: { id: author, member_id: member, brought: false } });
      if (suspect) {
        rows.push({ table: 'finding_suspect', columns: { finding_id: 'f', author_id: author } });
      }
      for (let left = random.int(0, 3); left > 0; left -= 1) {
        const table = random.pick(left === 1 ? LAST : MANY);
        const month = random.pick(MONTHS);
        const id = `${author}, ${left}`;
        const [solicited, hidden] = [random.chance(0.1), random.chance(0.1)];
        const openDoubt = table === 'payout' && random.chance(0.3);
        rows.push({
          table,
          columns: {
            id,
            author_id: author,
            published_on: `${month}-${random.pick(['01', '28'])}`,
            solicited,
            hidden_by: hidden ? 'd' : null,
            ...(table === 'task_report' ? { task_id: 't' } : {}),
            ...(table === 'client_review' ? { client_id: id } : {}),
          },
        });
        if (openDoubt || random.chance(0.1)) {
          const state = openDoubt ? 'open' : 'dismissed';
          rows.push({ table: 'proof_check', columns: { id: `${id} ?`, payout_id: id, state } });
        }
        if (!solicited && !hidden) own.push({ month, openDoubt: openDoubt || suspect });
      }
    }
    pieces.set(member, own);
  }
  await insertPartialRows(site, rows);
  const expected = [...pieces].flatMap(([id, own]) => (isEstablished(own) ? [id] : []));
  expect(expected.length).toBeGreaterThan(MEMBERS / 10);
  expect(expected.length).toBeLessThan(MEMBERS / 2);
  expect(await settle(site)).toEqual(expected.toSorted());
});
