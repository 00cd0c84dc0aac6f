import type { Db } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { EVIDENCE_PIECES_SQL, phraseToAsk } from '#server/identity/accounts/check-phrase.ts';
import { FIRST_STEPS_DAYS, type NextSteps } from '#shared/site/next-steps.ts';

const DAY_MS = 86_400_000;

/** Finds what the site suggests to a member: her phrase after some evidence, her first steps. */
export async function findNextSteps(sql: Sql, memberId: string, now: Date): Promise<NextSteps> {
  const since = new Date(now.getTime() - FIRST_STEPS_DAYS * DAY_MS).toISOString();
  const [row] = await sql(NEXT_STEPS, [memberId, since]);
  if (row === undefined) return { phrase: null, first: null };
  const { pieces, isNew, dismissed, follows, owed } = row;
  return {
    phrase: phraseToAsk(pieces, row),
    first: isNew && !dismissed ? { follows, owed } : null,
  };
}

export async function dismissFirstSteps(tx: Db, memberId: string): Promise<void> {
  await tx.memberChoices.upsert({
    where: { memberId },
    create: { memberId, firstStepsDone: true },
    update: { firstStepsDone: true },
  });
}

const NEXT_STEPS = statement(
  {
    pieces: col.int,
    from: col.int.orNull,
    hasPhrase: col.bool,
    check: col.text.orNull,
    isNew: col.bool,
    dismissed: col.bool,
    follows: col.bool,
    owed: col.bool,
  },
  `SELECT ${EVIDENCE_PIECES_SQL} AS pieces, c.phrase_asked_from AS "from",
          m.recovery_hash IS NOT NULL AS "hasPhrase", m.recovery_check AS check,
          m.created_at >= $2::timestamptz AS "isNew",
          COALESCE(c.first_steps_done, false) AS dismissed,
          EXISTS (SELECT 1 FROM follow f WHERE f.member_id = $1 AND f.kind = 'platform') AS follows,
          EXISTS (SELECT 1 FROM payout y JOIN author a ON a.id = y.author_id
                   WHERE a.member_id = $1) AS owed
     FROM member m LEFT JOIN member_choices c ON c.member_id = m.id WHERE m.id = $1`,
);
