/** Groups of questions, in order: who answers, how much work, why and for how much, what is wrong. */
export const SURVEY_GROUPS = ['life', 'work', 'money', 'harm'] as const;

/**
 * The questions of the yearly survey, after those of the report of 2018. No answer is a text: how
 * somebody writes would lead to her. `many` takes several answers, at most `most` of them.
 */
export const SURVEY_QUESTIONS = [
  {
    id: 'age',
    group: 'life',
    kind: 'one',
    answers: ['18-24', '25-34', '35-44', '45-54', '55-64', '65-'],
  },
  { id: 'sex', group: 'life', kind: 'one', answers: ['woman', 'man', 'other'] },
  {
    id: 'household',
    group: 'life',
    kind: 'one',
    answers: ['alone', 'couple', 'parents', 'others'],
  },
  { id: 'children', group: 'life', kind: 'one', answers: ['0', '1', '2', '3-'] },
  {
    id: 'activity',
    group: 'life',
    kind: 'one',
    answers: [
      'full-time',
      'part-time',
      'self-employed',
      'student',
      'unemployed',
      'home',
      'retired',
    ],
  },
  {
    id: 'income',
    group: 'life',
    kind: 'one',
    answers: ['under-1000', '1000-1500', '1500-3000', '3000-'],
  },
  { id: 'platforms', group: 'work', kind: 'one', answers: ['1', '2', '3', '4-5', '6-'] },
  {
    id: 'hours',
    group: 'work',
    kind: 'one',
    answers: ['rarely', 'monthly', '1-5', '5-10', '10-20', '20-'],
  },
  {
    id: 'moments',
    group: 'work',
    kind: 'many',
    most: 5,
    // The second half of the question on hours.
    with: 'hours',
    answers: ['morning', 'afternoon', 'evening', 'night', 'weekend'],
  },
  { id: 'searching', group: 'work', kind: 'one', answers: ['none', 'under-1', '1-3', '3-7', '7-'] },
  {
    id: 'motives',
    group: 'money',
    kind: 'many',
    most: 3,
    answers: ['money', 'hours', 'home', 'no-other', 'interest', 'learning', 'pastime'],
  },
  {
    id: 'devices',
    group: 'money',
    kind: 'many',
    most: 4,
    answers: ['phone', 'computer', 'tablet', 'borrowed'],
  },
  {
    id: 'gain',
    group: 'money',
    kind: 'one',
    answers: ['under-5', '5-20', '20-50', '50-100', '100-300', '300-'],
  },
  {
    id: 'troubling',
    group: 'harm',
    kind: 'many',
    most: 5,
    answers: ['none', 'violence', 'sexual', 'hate', 'private'],
  },
  {
    id: 'change',
    group: 'harm',
    kind: 'many',
    most: 3,
    answers: ['pay', 'delay', 'refusals', 'searching', 'minimum', 'contact', 'rights', 'nothing'],
  },
] as const satisfies readonly {
  readonly id: string;
  readonly group: (typeof SURVEY_GROUPS)[number];
  readonly kind: 'one' | 'many';
  readonly most?: number;
  readonly with?: string;
  readonly answers: readonly string[];
}[];

export type SurveyQuestion = (typeof SURVEY_QUESTIONS)[number];
export type SurveyQuestionId = SurveyQuestion['id'];

/** One member's answers by question; an answer that she left out is missing. */
export type SurveyAnswers = Readonly<Partial<Record<SurveyQuestionId, readonly string[]>>>;

/** How often somebody works, as the report of 2018 counts: of the answers on hours. */
export const ACTIVITY_CLASSES = {
  rare: ['rarely'],
  regular: ['monthly'],
  active: ['1-5', '5-10', '10-20', '20-'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type ActivityClass = keyof typeof ACTIVITY_CLASSES;

/**
 * How many people of each class the report of 2018 estimates in France, taken as nested: 260,000
 * registered, of whom 50,000 work each month, of whom 15,000 each week.
 */
export const ACTIVITY_CLASS_SIZES: Readonly<Record<ActivityClass, number>> = {
  rare: 210_000,
  regular: 35_000,
  active: 15_000,
};
