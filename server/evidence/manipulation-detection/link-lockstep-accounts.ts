import type { Database } from '#server/database/db.ts';
import { col, statement, type RowOf, type RowShape } from '#server/database/sql.ts';
import { PAID_POST_DIRECTIONS } from '#shared/evidence/incidents.ts';
import { randomId } from '#server/core/ids.ts';
import { markFiguresOfMembersStale } from '#server/directory/stale-figures/mark-stale.ts';
import {
  BLAME_MAX_RATING,
  CAMPAIGN_HORIZON_DAYS,
  LOCKSTEP_MIN_PLATFORMS,
  PRAISE_MIN_RATING,
} from '#shared/evidence/manipulation-detection-constants.ts';
import { addDays, daysBetween, today } from '#shared/core/days.ts';
import { findLockstepAccounts } from '#shared/evidence/lockstep-accounts.ts';
import { isInProofStateSql } from '#server/database/predicates/shown-proofs.ts';
import { TASK_AND_CLIENT_POSTS_SQL } from './linked-account-posts.ts';

type Spoken = RowOf<typeof SPOKEN>;

const SPOKEN = { id: col.text, voice: col.text.orNull } satisfies RowShape;

/**
 * Recomputes which accounts post in step and share a voice, and separates those that no longer do.
 * Runs daily, before the figures.
 * @returns how many members changed.
 */
export async function linkLockstepAccounts(database: Database, now: Date): Promise<number> {
  const since = addDays(today(now), -CAMPAIGN_HORIZON_DAYS);
  const steps = await database.sql(STEPS, [since, LOCKSTEP_MIN_PLATFORMS]);
  const [first] = await database.sql(FIRST_POST, [since]);
  const groups = findLockstepAccounts(steps, daysBetween(first?.day ?? today(now), today(now)) + 1);
  return database.prisma.$transaction(async (tx) => {
    const { sql } = tx;
    const accounts = groups.flat();
    const known = await sql(
      statement(
        SPOKEN,
        'SELECT id, voice FROM member WHERE voice IS NOT NULL OR id = ANY($1::text[]) ORDER BY id',
      ),
      [accounts],
    );
    const voices = nameVoices(groups, known);
    const changed = known.filter(({ id, voice }) => (voices.get(id) ?? null) !== voice);
    await sql(
      `UPDATE member m SET voice = c.voice
         FROM unnest($1::text[], $2::text[]) AS c(id, voice) WHERE c.id = m.id`,
      [changed.map(({ id }) => id), changed.map(({ id }) => voices.get(id) ?? null)],
    );
    const members = changed.map(({ id }) => id);
    await markFiguresOfMembersStale(tx, members);
    await sql(MARK_PLATFORMS, [members, today(now)]);
    return changed.length;
  });
}

/**
 * Assigns each group of accounts a voice, and reuses that of one of its accounts, so that an
 * account that left stays linked to it.
 * @returns the voice of each account.
 */
function nameVoices(
  groups: readonly (readonly string[])[],
  known: readonly Spoken[],
): Map<string, string> {
  const before = new Map(known.map(({ id, voice }) => [id, voice]));
  const taken = new Set<string>();
  const voices = new Map<string, string>();
  for (const group of groups) {
    const kept = group
      .map((id) => before.get(id) ?? null)
      .find((voice) => voice !== null && !taken.has(voice));
    const voice = kept ?? randomId();
    taken.add(voice);
    for (const id of group) voices.set(id, voice);
  }
  return voices;
}

// Only platforms whose figures for today exist already; the others are recomputed today anyway.
const MARK_PLATFORMS = `
  INSERT INTO stale_figures (kind, subject)
  SELECT DISTINCT 'platform', s.platform_id FROM author a
    JOIN platform_summary s ON s.platform_id = a.platform_id
   WHERE a.member_id = ANY($1::text[]) AND s.computed_on >= $2::date`;

const FIRST_POST = statement(
  { day: col.text.orNull },
  `
  SELECT least(
    (SELECT min(published_on) FROM payout WHERE published_on >= $1::date),
    (SELECT min(published_on) FROM task_report WHERE published_on >= $1::date))::text AS day`,
);

const MARK = '(r.pay + r.punctuality + r.fairness + r.communication + r.supply) / 5.0';

// A pending payout, too, counts as a post that the platform does not pay. Of reports about tasks and
// clients only the first of each month counts: comparing daily workers would match everybody and be
// slow.
const STEPS = statement(
  {
    account: col.text,
    platform: col.text,
    about: col.oneOf(['pay', 'work']),
    direction: col.oneOf(PAID_POST_DIRECTIONS),
    day: col.int,
  },
  `
  WITH step AS (
    SELECT a.member_id, a.platform_id, 'pay' AS about, p.published_on AS day,
           CASE WHEN ${isInProofStateSql('p', 'paid')}
             THEN 'praise' ELSE 'blame' END AS direction
      FROM payout p JOIN author a ON a.id = p.author_id
     WHERE a.member_id IS NOT NULL AND NOT a.brought AND p.published_on >= $1::date AND NOT p.solicited AND p.hidden_by IS NULL
    UNION
    SELECT a.member_id, a.platform_id, 'pay', r.published_on,
           CASE WHEN ${MARK} >= ${PRAISE_MIN_RATING}
             THEN 'praise' ELSE 'blame' END
      FROM review r JOIN author a ON a.id = r.author_id
     WHERE a.member_id IS NOT NULL AND NOT a.brought AND r.published_on >= $1::date AND NOT r.solicited AND r.hidden_by IS NULL
       AND (${MARK} >= ${PRAISE_MIN_RATING}
         OR ${MARK} <= ${BLAME_MAX_RATING})
    UNION
    SELECT a.member_id, a.platform_id, 'work', min(w.day), w.direction
      FROM (${TASK_AND_CLIENT_POSTS_SQL}) w JOIN author a ON a.id = w.author_id
     WHERE a.member_id IS NOT NULL AND NOT a.brought AND w.day >= $1::date AND w.direction IS NOT NULL
     GROUP BY a.member_id, a.platform_id, w.direction, date_trunc('month', w.day)),
  account AS (
    SELECT member_id FROM step GROUP BY member_id HAVING count(DISTINCT platform_id) >= $2)
  SELECT member_id AS account, platform_id AS platform, about, direction, day - '2000-01-01'::date AS day
    FROM step JOIN account USING (member_id)`,
);
