import { createHmac } from 'node:crypto';
import { dayToDate, type Database, type Db } from '#server/database/db.ts';
import type { Secrets } from '#server/core/secrets.ts';
import type { SlotStore } from '#server/collective/pledge-slots/slot-store.ts';
import { col, statement } from '#server/database/sql.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { mondayOf, today, type Day } from '#shared/core/days.ts';
import type { SurveyAnswers } from '#shared/collective/survey-questions.ts';
import { moveWaitingAnswers } from './answer-batches.ts';
import { computeSurveyFigures, type Draws } from './survey-figures.ts';
import { countPossibleAnswers } from './survey-tokens.ts';
import { closeSurveyYear, openSurveyYear, surveyYearOf } from './survey-years.ts';

/** Minimum number of answers since the last figures, so that a difference is never about few. */
export const MIN_NEW_ANSWERS = 20;
const PURPOSE = 'survey figures';

/**
 * Runs each hour: makes the keys of a new year, publishes figures once a week, on Mondays or as soon
 * after as the site runs, and closes years that are over with their last figures.
 */
export async function runSurvey(
  {
    database,
    secrets,
    slots,
  }: {
    readonly database: Pick<Database, 'prisma'>;
    readonly secrets: Secrets;
    readonly slots: SlotStore;
  },
  now: Date,
): Promise<void> {
  const { prisma } = database;
  await prisma.$transaction((tx) => openSurveyYear(tx, secrets, now));
  const open = await prisma.surveyYear.findMany({
    where: { privateKey: { not: null } },
    select: { year: true },
    orderBy: { year: 'asc' },
  });
  for (const { year } of open) {
    const isOver = year < surveyYearOf(now);
    const moved = await prisma.$transaction(async (tx) => {
      const records = isOver ? await moveWaitingAnswers(tx, slots, year) : [];
      await publishFigures(tx, secrets, year, now);
      if (isOver) await closeSurveyYear(tx, year);
      return records;
    });
    await slots.free(moved);
  }
}

/** Publishes the figures of this week, unless they are, or too few have answered since the last. */
async function publishFigures(tx: Db, secrets: Secrets, year: number, now: Date): Promise<void> {
  const publishedOn = dayToDate(mondayOf(today(now)));
  const last = await tx.surveyEdition.findFirst({
    where: { year },
    orderBy: { publishedOn: 'desc' },
  });
  if (last !== null && last.publishedOn >= publishedOn) return;
  const rows = await tx.sql(ANSWERS, [year]);
  if (rows.length - (last?.counted ?? 0) < MIN_NEW_ANSWERS) return;
  await storeFigures(
    tx,
    secrets,
    year,
    rows.map(({ answers }) => answers),
    now,
  );
}

/** Stores the figures of these answers as those of this week, and records them; once, of several callers. */
export async function storeFigures(
  tx: Db,
  secrets: Secrets,
  year: number,
  answers: readonly SurveyAnswers[],
  now: Date,
): Promise<void> {
  const monday = mondayOf(today(now));
  const could = await countPossibleAnswers(tx.sql, now);
  const figures = computeSurveyFigures(answers, could, drawsOf(secrets, year, monday));
  const edition = {
    year,
    number: (await tx.surveyEdition.count({ where: { year } })) + 1,
    publishedOn: dayToDate(monday),
    counted: answers.length,
    figures,
  };
  const { count } = await tx.surveyEdition.createMany({ data: [edition], skipDuplicates: true });
  if (count === 0) return;
  const subject = `survey-figures/${year}-${edition.number}`;
  await appendEntry(tx, now, { kind: 'survey-figures-published', subject });
}

/** Draws for the figures of a Monday: keyed hashes of names. */
function drawsOf(secrets: Secrets, year: number, monday: Day): Draws {
  const key = secrets.keyFor(PURPOSE);
  const draw = (name: string): number =>
    createHmac('sha256', key).update(name).digest().readUInt32BE(0) / 2 ** 32;
  return {
    ofYear: (name) => draw(`${year} ${name}`),
    ofMonday: (name) => draw(`${year} ${monday} ${name}`),
  };
}

const ANSWERS = statement(
  { answers: col.json<SurveyAnswers>() },
  'SELECT answers FROM survey_answer WHERE year = $1',
);
