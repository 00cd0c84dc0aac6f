import type { Db } from '#server/database/db.ts';
import type { Secrets } from '#server/core/secrets.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { AskedPhrase } from '#shared/identity/accounts.ts';
import { countDailyUse } from './daily-limits.ts';
import { askedPositions, fitsPhraseCheck } from './recovery-phrases.ts';

/** Pieces of evidence from which a member is asked for her phrase, before she puts it off. */
const FIRST_ASKED_FROM = 3;
/** Put off at this number, she is asked no more. */
const LAST_ASKED_FROM = 27;
const NO_MORE = 0;

/**
 * What to ask a member with so many pieces of evidence about her phrase; null for nothing.
 * @param from the number from which she is asked, `member_choices.phrase_asked_from`.
 */
export function phraseToAsk(
  pieces: number,
  { from, hasPhrase, check }: { from: number | null; hasPhrase: boolean; check: string | null },
): AskedPhrase {
  const asked = from ?? FIRST_ASKED_FROM;
  if (asked === NO_MORE || pieces < asked) return null;
  if (!hasPhrase) return { kind: 'none' };
  if (check === null) return { kind: 'unchecked' };
  return { kind: 'words', positions: askedPositions(check) };
}

/**
 * Checks the two words; the right ones end the asking. Wrong ones count towards her day too, so that the
 * caller must let the transaction commit.
 * @returns whether they are right.
 * @throws AppError too-many past the daily limit.
 */
export async function checkPhrase(
  tx: Db,
  secrets: Secrets,
  viewer: Viewer,
  typed: readonly [string, string],
  now: Date,
): Promise<boolean> {
  await countDailyUse(tx, viewer.id, 'phrase-check', now);
  const { recoveryCheck } = await tx.member.findUniqueOrThrow({
    where: { id: viewer.id },
    select: { recoveryCheck: true },
  });
  const fits = recoveryCheck !== null && fitsPhraseCheck(secrets, viewer.id, recoveryCheck, typed);
  if (fits) await askFrom(tx, viewer.id, String(NO_MORE));
  return fits;
}

/** She has her phrase, or is asked again when she has three times as much evidence, twice at most. */
export async function answerPhraseCard(
  tx: Db,
  viewer: Viewer,
  answer: 'later' | 'kept',
): Promise<void> {
  const before = 'member_choices.phrase_asked_from';
  const later = `CASE WHEN ${before} >= ${LAST_ASKED_FROM} THEN ${NO_MORE} ELSE ${before} * 3 END`;
  if (answer === 'kept') await askFrom(tx, viewer.id, String(NO_MORE));
  else await askFrom(tx, viewer.id, String(FIRST_ASKED_FROM * 3), later);
}

/** @param made SQL of the number where she has no row of choices yet; `kept` where she has one. */
async function askFrom(tx: Db, memberId: string, made: string, kept = made): Promise<void> {
  await tx.sql(
    `INSERT INTO member_choices (member_id, phrase_asked_from) VALUES ($1, ${made})
     ON CONFLICT (member_id) DO UPDATE SET phrase_asked_from = ${kept}`,
    [memberId],
  );
}

/** SQL: the number of all pieces of evidence of member $1, whatever became of them. */
export const EVIDENCE_PIECES_SQL = `(SELECT count(*)::int FROM author a JOIN (
    SELECT author_id FROM payout UNION ALL SELECT author_id FROM incident
    UNION ALL SELECT author_id FROM review UNION ALL SELECT author_id FROM client_review
    UNION ALL SELECT author_id FROM task_report) e ON e.author_id = a.id WHERE a.member_id = $1)`;
