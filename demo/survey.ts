import { storeFigures } from '#server/collective/survey/publish-figures.ts';
import { countPossibleAnswers } from '#server/collective/survey/survey-tokens.ts';
import type { Secrets } from '#server/core/secrets.ts';
import type { Database } from '#server/database/db.ts';
import {
  SURVEY_QUESTIONS,
  type SurveyAnswers,
  type SurveyQuestionId,
} from '#shared/collective/survey-questions.ts';
import { createRandom, type Random } from './random.ts';

/** Keeps the draws of answers apart from those of the plan. */
const SURVEY_DRAWS = 7_300;
/** Share of the members who could answer that do. */
const ANSWERING = 0.8;
/** How often, of a hundred, each answer is given, in the order of the question's answers. */
const WEIGHTS: Readonly<Record<SurveyQuestionId, readonly number[]>> = {
  age: [14, 33, 28, 14, 8, 3],
  sex: [55, 43, 2],
  household: [28, 41, 16, 15],
  children: [50, 21, 19, 10],
  activity: [27, 19, 11, 14, 15, 9, 5],
  income: [17, 19, 41, 23],
  platforms: [20, 24, 23, 22, 11],
  hours: [27, 25, 22, 14, 8, 4],
  moments: [31, 27, 58, 24, 45],
  searching: [9, 38, 31, 15, 7],
  motives: [84, 52, 41, 22, 14, 9, 26],
  devices: [74, 61, 12, 8],
  gain: [22, 31, 24, 14, 7, 2],
  troubling: [56, 21, 18, 16, 15],
  change: [71, 44, 39, 35, 28, 24, 23, 4],
};

/** Has the community's members answer the survey; only the figures of their answers stay. */
export async function answerSurvey(
  { database, secrets }: { readonly database: Database; readonly secrets: Secrets },
  now: Date,
  seed: number,
): Promise<void> {
  const random = createRandom(seed + SURVEY_DRAWS);
  await database.prisma.$transaction(async (tx) => {
    const count = Math.floor(ANSWERING * (await countPossibleAnswers(tx.sql, now)));
    const answers = Array.from({ length: count }, () => drawAnswers(random));
    await storeFigures(tx, secrets, now.getUTCFullYear(), answers, now);
  });
}

function drawAnswers(random: Random): SurveyAnswers {
  const answers: Partial<Record<SurveyQuestionId, string[]>> = {};
  for (const question of SURVEY_QUESTIONS) {
    const weights = WEIGHTS[question.id];
    // Some leave a question out.
    if (random.int(0, 99) < 6) continue;
    if (question.kind === 'one') {
      answers[question.id] = [drawOne(question.answers, weights, random)];
      continue;
    }
    const chosen = question.answers
      .filter((_, nth) => random.int(0, 99) < (weights[nth] ?? 0))
      .slice(0, question.most);
    if (chosen.length > 0) answers[question.id] = chosen;
  }
  return answers;
}

function drawOne(answers: readonly string[], weights: readonly number[], random: Random): string {
  let left = random.int(0, 99);
  for (const [nth, answer] of answers.entries()) {
    left -= weights[nth] ?? 0;
    if (left < 0) return answer;
  }
  return answers[0] ?? '';
}
