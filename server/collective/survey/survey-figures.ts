import {
  ACTIVITY_CLASSES,
  ACTIVITY_CLASS_SIZES,
  SURVEY_QUESTIONS,
  type ActivityClass,
  type SurveyAnswers,
  type SurveyQuestion,
} from '#shared/collective/survey-questions.ts';
import type { SurveyFigures, SurveyTally } from '#shared/collective/survey.ts';

/** Smallest number of answers that a cell shows; a draw of its own adds 0 to 4 to each cell. */
export const MIN_CELL_ANSWERS = 10;
const MAX_DRAWN_MORE = 5;
/** Counts are rounded to multiples of this. */
const STEP = 5;

/** Draws by name, from 0 to 1 (exclusive), that nobody outside can know: always the same for a name. */
export type Draws = {
  /** The same in all figures of a year: how large a cell must be. */
  readonly ofYear: (name: string) => number;
  /** Other ones each Monday: how a count is rounded. */
  readonly ofMonday: (name: string) => number;
};

/** How many and which: the answers to one question by those who answered it. */
type Chosen = {
  readonly name: string;
  readonly kind: SurveyQuestion['kind'];
  readonly answers: readonly string[];
  readonly given: readonly {
    readonly chosen: readonly string[];
    readonly of: ActivityClass | null;
  }[];
};

const CLASSES = Object.entries(ACTIVITY_CLASSES) as readonly [ActivityClass, readonly string[]][];
const ALL_SIZES = Object.values(ACTIVITY_CLASS_SIZES).reduce((sum, size) => sum + size, 0);

/**
 * Computes what is shown of a year's answers. No cell shows fewer than `MIN_CELL_ANSWERS`, nor leaves so
 * few to be computed by subtracting. Counts are rounded up or down at random to multiples of five, anew
 * each Monday, so that a count says little of the last answer (`survey-figures.test.ts` tries).
 */
export function computeSurveyFigures(
  all: readonly SurveyAnswers[],
  could: number,
  draws: Draws,
): SurveyFigures {
  const given = all.map((answers) => ({ answers, of: classOf(answers) }));
  const tallies = SURVEY_QUESTIONS.map(({ id, kind, answers }) => {
    const chosen = given.flatMap(({ answers: one, of }) => {
      const mine = one[id];
      return mine === undefined ? [] : [{ chosen: mine, of }];
    });
    return [id, tallyOf({ name: id, kind, answers, given: chosen }, draws)] as const;
  });
  const classes = given.flatMap(({ of }) => (of === null ? [] : [{ chosen: [of], of: null }]));
  return {
    answered: roundCount(all.length, 'all', draws),
    could: Math.floor(could / 10) * 10,
    questions: Object.fromEntries(tallies),
    classes: tallyOf(
      { name: 'classes', kind: 'one', answers: CLASSES.map(([name]) => name), given: classes },
      draws,
    ),
  };
}

function classOf({ hours = [] }: SurveyAnswers): ActivityClass | null {
  const found = CLASSES.find(([, answers]) => hours.some((one) => answers.includes(one)));
  return found?.[0] ?? null;
}

function tallyOf(question: Chosen, draws: Draws): SurveyTally {
  const { name, answers, given } = question;
  const base = given.length;
  const showsAny = isShown(base, name, draws);
  const counts = new Map(
    answers.map((answer) => [answer, given.filter(({ chosen }) => chosen.includes(answer)).length]),
  );
  const shown = showsAny ? shownAnswers(question, counts, draws) : new Set<string>();
  const strata = stratify(question, draws);
  const isWeighed =
    showsAny && strata.every(({ of }, nth) => isShown(of.length, `${name} in ${nth}`, draws));
  return {
    base: showsAny ? roundCount(base, name, draws) : null,
    effective: isWeighed
      ? Math.floor(1 / strata.reduce((sum, { share, size }) => sum + share ** 2 / size, 0))
      : null,
    cells: Object.fromEntries(
      answers.map((answer) => [
        answer,
        shown.has(answer)
          ? {
              count: roundCount(counts.get(answer) ?? 0, `${name} ${answer}`, draws),
              weighted: isWeighed ? weightedShare(strata, name, answer, draws) : null,
            }
          : { count: null, weighted: null },
      ]),
    ),
  };
}

/** The answers whose count can be shown, and from which no small count can be computed. */
function shownAnswers(
  { name, kind, answers, given }: Chosen,
  counts: ReadonlyMap<string, number>,
  draws: Draws,
): Set<string> {
  const countOf = (answer: string): number => counts.get(answer) ?? 0;
  const isLarge = (answer: string): boolean => {
    const cell = `${name} ${answer}`;
    const rest = given.length - countOf(answer);
    return isShown(countOf(answer), cell, draws) && isShown(rest, `${cell} not`, draws);
  };
  const shown = answers.filter(isLarge).toSorted((one, other) => countOf(one) - countOf(other));
  if (kind === 'many') return new Set(shown);
  // Of answers that exclude each other, what is hidden is what the shown ones leave.
  while (shown.length > 0 && shown.length < answers.length) {
    const hidden = answers.filter((answer) => !shown.includes(answer));
    const left = hidden.reduce((sum, answer) => sum + countOf(answer), 0);
    if (hidden.length > 1 && isShown(left, `${name} rest`, draws)) break;
    shown.shift();
  }
  return new Set(shown);
}

/** Those of one class who answered, `size` rounded as it would be shown. */
type Stratum = { readonly share: number; readonly of: Chosen['given']; readonly size: number };

/** Those who answered by class of activity, with the share of each class in the report of 2018. */
function stratify({ name, given }: Chosen, draws: Draws): Stratum[] {
  return CLASSES.map(([activity]) => {
    const of = given.filter((one) => one.of === activity);
    const share = ACTIVITY_CLASS_SIZES[activity] / ALL_SIZES;
    return { share, of, size: roundCount(of.length, `${name} in ${activity}`, draws) };
  });
}

/** The weighted share of an answer in whole percent; null where it is small in some class. */
function weightedShare(
  strata: readonly Stratum[],
  name: string,
  answer: string,
  draws: Draws,
): number | null {
  let share = 0;
  for (const [nth, stratum] of strata.entries()) {
    const count = stratum.of.filter(({ chosen }) => chosen.includes(answer)).length;
    const cell = `${name} ${answer} ${nth}`;
    const rest = stratum.of.length - count;
    if (!isShown(count, cell, draws) || !isShown(rest, `${cell} not`, draws)) return null;
    share += (stratum.share * roundCount(count, cell, draws)) / stratum.size;
  }
  return Math.min(100, Math.round(100 * share));
}

/** Whether a count is large enough to be shown: at least ten, and up to four more that nobody knows. */
function isShown(count: number, name: string, draws: Draws): boolean {
  return count >= MIN_CELL_ANSWERS + Math.floor(draws.ofYear(`least ${name}`) * MAX_DRAWN_MORE);
}

function roundCount(count: number, name: string, draws: Draws): number {
  const rest = count % STEP;
  const isUp = draws.ofMonday(`round ${name}`) < rest / STEP;
  return count - rest + (isUp ? STEP : 0);
}
