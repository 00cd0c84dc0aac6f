import { expect, test } from 'vitest';
import { createRandom } from '#demo/random.ts';
import { settleEstablishedMembers } from '#server/evidence/recompute/settle-established-members.ts';
import { col, statement } from '#server/database/sql.ts';
import { isEstablished, type EvidencePiece } from '#shared/identity/established.ts';
import { createTestApp } from '#tests/support/app.ts';
import { insertPartialRows, type PartialRow } from './rows-without-constraints.ts';

const SEED = 20261128;
const MEMBERS = 300;
const MANY = ['payout', 'incident', 'client_review', 'task_report'] as const;
/** An author has one review at most. */
const LAST = [...MANY, 'review'] as const;
const MONTHS = ['2026-08', '2026-09', '2026-10'] as const;

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
  await settleEstablishedMembers(site.database, site.clock.now);
  const established = await site.database.sql(
    statement(
      { id: col.text },
      `SELECT id FROM member WHERE established_on IS NOT NULL AND id LIKE 'member %'`,
    ),
  );
  const expected = [...pieces].flatMap(([id, own]) => (isEstablished(own) ? [id] : []));
  expect(expected.length).toBeGreaterThan(MEMBERS / 10);
  expect(expected.length).toBeLessThan(MEMBERS / 2);
  expect(established.map(({ id }) => id).toSorted()).toEqual(expected.toSorted());
});
