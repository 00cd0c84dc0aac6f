import type { BatchMover } from '#server/collective/pledge-slots/move-batches.ts';
import type { WaitingAnswer } from '#server/collective/pledge-slots/slot-file-format.ts';
import type { SlotStore } from '#server/collective/pledge-slots/slot-store.ts';
import { lockSubjectExclusive } from '#server/collective/blind-signing/subject-locks.ts';
import { secureShuffle } from '#server/core/secure-shuffle.ts';
import { base64Sql, type Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { surveySubject } from '#shared/collective/survey.ts';

const PREFIX = surveySubject(0).slice(0, -1);

/**
 * How answers go from slots into their table. Figures are made on Mondays, so nothing hurries: a batch
 * waits for ten, or for a day.
 */
export const SURVEY_BATCHES: BatchMover = {
  isFor: (subject) => subject.startsWith(PREFIX),
  minRecords: 10,
  maxRuns: 1_440,
  move: (tx, slots, subject) => moveWaitingAnswers(tx, slots, Number(subject.slice(PREFIX.length))),
};

/**
 * Locks a year's survey and rewrites all its answers in random order, with those that wait in the slot
 * files of all processes, so that row order and row age reveal nothing. Answers of a year that is closed
 * are dropped.
 * @returns the records to free after the transaction.
 */
export async function moveWaitingAnswers(
  tx: Db,
  slots: SlotStore,
  year: number,
): Promise<readonly WaitingAnswer[]> {
  await lockSubjectExclusive(tx, surveySubject(year));
  await slots.refresh();
  const waiting = slots.answersOf(year);
  const isOpen = (await tx.surveyYear.count({ where: { year, privateKey: { not: null } } })) > 0;
  const { sql } = tx;
  const rows = new Map((isOpen ? await sql(ANSWERS, [year]) : []).map((row) => [row.key, row]));
  const fresh = isOpen ? waiting.filter(({ key }) => !rows.has(key)) : [];
  if (fresh.length === 0) return waiting;
  for (const row of fresh) rows.set(row.key, row);
  await sql('DELETE FROM survey_answer WHERE year = $1', [year]);
  await sql(INSERT_ANSWERS, [year, JSON.stringify(secureShuffle([...rows.values()]))]);
  return waiting;
}

const ANSWERS = statement(
  {
    key: col.text,
    prefix: col.text,
    signature: col.text,
    answers: col.json<WaitingAnswer['answers']>(),
  },
  `SELECT ${base64Sql('key')} AS key, ${base64Sql('prefix')} AS prefix,
          ${base64Sql('signature')} AS signature, answers
     FROM survey_answer WHERE year = $1`,
);

const INSERT_ANSWERS = `
  INSERT INTO survey_answer (year, key, prefix, signature, answers)
  SELECT $1, decode(p.key, 'base64'), decode(p.prefix, 'base64'), decode(p.signature, 'base64'),
         p.answers
    FROM ROWS FROM (json_to_recordset($2::json)
         AS (key text, prefix text, signature text, answers jsonb))
         WITH ORDINALITY AS p (key, prefix, signature, answers, nth)
   ORDER BY p.nth
  ON CONFLICT DO NOTHING`;
