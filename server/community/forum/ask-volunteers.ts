import type { Database, Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { sharesVoiceSql } from '#server/database/predicates/shared-voice.ts';
import { notify } from '#server/identity/notifications/notify.ts';
import { today } from '#shared/core/days.ts';
import {
  VOLUNTEERS_PER_QUESTION,
  QUESTION_WAIT_HOURS,
  QUESTION_MAX_AGE_DAYS,
} from '#shared/community/volunteers.ts';
import { IS_GUIDE_SQL } from './sql-fragments.ts';

/** Maximum questions that one run sends out. */
const QUESTIONS_A_RUN = 100;

/**
 * Sends questions that nobody has answered for a day to a few members who volunteered, each question
 * once, and each volunteer at most one a day (UTC), by turns. Nobody else is told who volunteers. A
 * question for which no volunteer is left waits for a later run.
 * Processes that run this at the same time skip each other's questions and volunteers.
 */
export async function askVolunteers({ prisma, sql }: Database, now: Date): Promise<void> {
  for (const { id } of await sql(DUE, [null, now.toISOString()])) {
    await prisma.$transaction((tx) => askAboutOne(tx, id, now));
  }
}

async function askAboutOne(tx: Db, threadId: string, now: Date): Promise<void> {
  // Locked and read again: another process, or an answer, may have been faster.
  const [question] = await tx.sql(LOCK, [threadId, now.toISOString()]);
  if (question === undefined) return;
  const { author, post } = question;
  const asked = await tx.sql(TAKE_TURNS, [today(now), author, VOLUNTEERS_PER_QUESTION]);
  if (asked.length === 0) return;
  await tx.forumThread.update({ where: { id: threadId }, data: { askedVolunteers: true } });
  const members = asked.map((one) => one.id);
  await notify(tx, members, { kind: 'question', subject: post }, now, author);
}

// SQL: of thread $1, or of any, first posts that nobody but the author has answered at $2.
const UNANSWERED = `
  FROM forum_thread t JOIN forum_post p ON p.thread_id = t.id AND p.place = 1
   WHERE ($1::text IS NULL OR t.id = $1) AND NOT t.asked_volunteers
     AND t.started_at <= $2::timestamptz - interval '${QUESTION_WAIT_HOURS} hours'
     AND t.started_at > $2::timestamptz - interval '${QUESTION_MAX_AGE_DAYS} days'
     AND t.member_id IS NOT NULL AND t.closed_on IS NULL AND t.boycott_id IS NULL AND NOT t.pinned
     AND p.text IS NOT NULL AND p.hidden_by IS NULL AND NOT ${IS_GUIDE_SQL}
     AND NOT EXISTS (SELECT 1 FROM forum_post o WHERE o.thread_id = t.id AND o.text IS NOT NULL
       AND o.hidden_by IS NULL AND o.member_id IS DISTINCT FROM t.member_id)`;

const DUE = statement(
  { id: col.text },
  `SELECT t.id ${UNANSWERED} ORDER BY t.started_at, t.id LIMIT ${QUESTIONS_A_RUN}`,
);

const LOCK = statement(
  { author: col.text, post: col.text },
  `SELECT t.member_id AS author, p.id AS post ${UNANSWERED} FOR NO KEY UPDATE OF t SKIP LOCKED`,
);

// $1 is today, $2 the author, $3 how many: those who were asked longest ago, or never, come first.
const TAKE_TURNS = statement(
  { id: col.text },
  `
  UPDATE member_choices SET asked_on = $1::date WHERE member_id IN (
    SELECT c.member_id FROM member_choices c
     WHERE c.answers_questions AND (c.asked_on IS NULL OR c.asked_on < $1::date)
       AND c.member_id <> $2 AND NOT ${sharesVoiceSql('c.member_id', '$2')}
       AND NOT EXISTS (SELECT 1 FROM ignore i WHERE i.member_id = c.member_id AND i.ignored_id = $2)
       AND NOT EXISTS (SELECT 1 FROM ignore i WHERE i.member_id = $2 AND i.ignored_id = c.member_id)
     ORDER BY c.asked_on NULLS FIRST, gen_random_uuid() LIMIT $3::int
     FOR NO KEY UPDATE OF c SKIP LOCKED)
  RETURNING member_id AS id`,
);
