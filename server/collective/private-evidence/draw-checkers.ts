import { randomInt } from 'node:crypto';
import { dayToDate, type Database, type Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { isModeratorOnSql } from '#server/database/predicates/moderators.ts';
import { addDays, today } from '#shared/core/days.ts';
import {
  DAYS_FOR_CHECKER_TO_ANSWER,
  CHECKERS_NEEDED,
} from '#shared/collective/private-evidence.ts';
import { mayBeDrawnAsCheckerSql } from './sql-conditions.ts';

/**
 * Draws two checkers for each piece of private evidence, from the day after its arrival. Checkers
 * who are late or no longer eligible are replaced where possible.
 */
export async function drawCheckers({ prisma, sql }: Database, now: Date): Promise<void> {
  const waiting = await sql(
    statement(
      { id: col.text },
      'SELECT id FROM private_evidence WHERE sent_on < $1::date ORDER BY id',
    ),
    [today(now)],
  );
  for (const { id } of waiting) await prisma.$transaction((tx) => fillSeats(tx, id, now));
}

async function fillSeats(tx: Db, id: string, now: Date): Promise<void> {
  const { sql } = tx;
  await sql('SELECT 1 AS one FROM private_evidence WHERE id = $1 FOR UPDATE', [id]);
  const seats = await sql(SEATS, [id, today(now)]);
  const lastDay = addDays(today(now), -DAYS_FOR_CHECKER_TO_ANSWER);
  const kept = seats.filter(
    ({ answered, able, drawnOn }) => answered || (able && drawnOn > lastDay),
  );
  const late = seats.filter((seat) => !kept.includes(seat));
  for (let taken = kept.length; taken < CHECKERS_NEEDED; taken += 1) {
    const candidates = await sql(CANDIDATES, [id, today(now), now.toISOString()]);
    const drawn = candidates[randomInt(Math.max(candidates.length, 1))];
    if (drawn === undefined) return;
    const former = late.shift();
    if (former !== undefined) await replace(tx, id, former.memberId);
    await tx.privateEvidenceChecker.create({
      data: { evidenceId: id, memberId: drawn.id, drawnOn: dayToDate(today(now)) },
    });
  }
}

/** Replaces a checker, and deletes her inbox item, which leads to a page she may no longer open. */
async function replace(tx: Db, evidenceId: string, memberId: string): Promise<void> {
  await tx.privateEvidenceChecker.update({
    where: { evidenceId_memberId: { evidenceId, memberId } },
    data: { replaced: true },
  });
  await tx.inboxItem.deleteMany({
    where: { memberId, kind: 'private-check', subject: evidenceId },
  });
}

// $1 is the evidence, $2 today.
const SEATS = statement(
  {
    memberId: col.text,
    drawnOn: col.day,
    /** Whether the checker is still eligible. */
    able: col.bool,
    answered: col.bool,
  },
  `
  SELECT c.member_id AS "memberId", c.drawn_on AS "drawnOn",
         ${isModeratorOnSql('c.member_id', '$2::date')} AND ${mayBeDrawnAsCheckerSql('c.member_id', '$2::date')} AS able,
         EXISTS (SELECT 1 FROM private_evidence_voice v
           WHERE v.evidence_id = c.evidence_id AND v.member_id = c.member_id) AS answered
    FROM private_evidence_checker c JOIN private_evidence e ON e.id = c.evidence_id
   WHERE c.evidence_id = $1 AND NOT c.replaced`,
);

// $1 is the evidence, $2 today, $3 now. Nobody is drawn twice.
const CANDIDATES = statement(
  { id: col.text },
  `
  SELECT m.id FROM private_evidence e JOIN member m ON ${isModeratorOnSql('m.id', '$2::date')}
   WHERE e.id = $1 AND ${mayBeDrawnAsCheckerSql('m.id', '$2::date')}
     AND NOT EXISTS (SELECT 1 FROM private_evidence_checker c
       WHERE c.evidence_id = e.id AND c.member_id = m.id)
     AND NOT EXISTS (SELECT 1 FROM moderator_care q
       WHERE q.member_id = m.id AND q.quiet_until > $3::timestamptz)`,
);
