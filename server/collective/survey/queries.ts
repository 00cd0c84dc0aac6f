import { dateToDay, type Db } from '#server/database/db.ts';
import { surveyFigures, type SurveyResults } from '#shared/collective/survey.ts';
import { surveyYearOf } from './survey-years.ts';

/** Finds the last figures of a year's survey; without a year, those of the last year that has some. */
export async function findSurveyResults(
  tx: Db,
  asked: number | undefined,
  now: Date,
): Promise<SurveyResults> {
  const found = await tx.surveyEdition.findMany({
    distinct: ['year'],
    orderBy: [{ year: 'desc' }, { publishedOn: 'desc' }],
  });
  const years = found.map(({ year }) => year);
  const year = asked ?? years[0] ?? surveyYearOf(now);
  const edition = found.find((one) => one.year === year);
  return {
    year,
    years,
    publishedOn: edition === undefined ? null : dateToDay(edition.publishedOn),
    figures: edition === undefined ? null : surveyFigures.parse(edition.figures),
  };
}
