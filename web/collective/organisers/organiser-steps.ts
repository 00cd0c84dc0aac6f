import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { DAYS_BETWEEN_REMINDERS } from '#shared/collective/boycott-timeline.ts';
import { addDays, type Day } from '#shared/core/days.ts';
import { LANGUAGES } from '#shared/core/languages.ts';
import { originalLanguageOf } from '#web/collective/boycott-translations/translated-texts.ts';

/** What organisers do for a boycott, in the order in which it is best done. */
export const ORGANISER_STEPS = [
  'supporters',
  'sent',
  'coOrganisers',
  'translations',
  'message',
  'kit',
  'reply',
  'outcome',
  'lookBack',
] as const;
export type OrganiserStepName = (typeof ORGANISER_STEPS)[number];

/**
 * `waits` is somebody else's turn, `later` is not possible yet, `missed` not any more; `open` can be done
 * at any time, and the site does not know whether it was.
 */
export type OrganiserStepState = 'done' | 'due' | 'waits' | 'later' | 'missed' | 'open';
export type OrganiserStep = {
  readonly name: OrganiserStepName;
  readonly state: OrganiserStepState;
  /** The day on which it was done, or from which it can be done again; null without one. */
  readonly day: Day | null;
};

type Facts = Pick<
  BoycottResponse,
  | 'state'
  | 'title'
  | 'grievance'
  | 'proposer'
  | 'timeline'
  | 'organisers'
  | 'translations'
  | 'messages'
  | 'ownMessage'
  | 'outcome'
  | 'lookBack'
  | 'endedOn'
  | 'can'
>;
type Found = OrganiserStepState | readonly [OrganiserStepState, Day | null];

/** Each step of an organiser, with its state on a day. */
export function organiserSteps(boycott: Facts, today: Day): readonly OrganiserStep[] {
  return ORGANISER_STEPS.map((name) => {
    const found = FINDERS[name](boycott, today);
    const [state, day] = typeof found === 'string' ? [found, null] : found;
    return { name, state, day };
  });
}

/** The first step that is due; null where nothing is. */
export function nextOrganiserStep(steps: readonly OrganiserStep[]): OrganiserStep | null {
  return steps.find(({ state }) => state === 'due') ?? null;
}

const FINDERS: Readonly<Record<OrganiserStepName, (boycott: Facts, today: Day) => Found>> = {
  supporters: ({ state, timeline }) => {
    if (state === 'proposed') return 'due';
    return state === 'failed' && timeline.length === 0 ? 'missed' : 'done';
  },
  sent: ({ state, timeline }) => {
    const sent = timeline.find(({ kind }) => kind === 'sent');
    return sent === undefined ? duringBoycott(state) : ['done', sent.sentOn ?? sent.on];
  },
  coOrganisers: ({ state, organisers, proposer, can }) => {
    const others = organisers.filter(({ pseudonym }) => pseudonym !== proposer);
    if (others.some(({ hasKey }) => hasKey)) return 'done';
    if (state !== 'proposed' && state !== 'debated') return 'missed';
    if (others.length > 0) return 'waits';
    return can.nameOrganiser ? 'due' : 'later';
  },
  translations: ({ state, title, grievance, translations }) => {
    const original = originalLanguageOf({ title, grievance });
    const wanted = LANGUAGES.filter((language) => language !== original);
    const shown = translations.filter((one) => one.shown);
    // Where the original does not tell its language, one translation is all that can be asked for.
    const missing = wanted.filter((language) => shown.every((one) => one.language !== language));
    if (missing.length === 0 || (original === null && shown.length > 0)) return 'done';
    if (state === 'failed') return 'missed';
    return translations.some(
      ({ fits, readOn, hiding }) => fits && readOn === null && hiding === null,
    )
      ? 'waits'
      : 'due';
  },
  message: ({ state, ownMessage, messages }) => {
    if (ownMessage?.waits === true) return 'waits';
    if (ownMessage !== null && ownMessage.from !== null) return ['done', ownMessage.from];
    const found = duringBoycott(state);
    return found === 'missed' && messages.length > 0 ? 'done' : found;
  },
  kit: ({ state }) => (state === 'failed' ? 'missed' : 'open'),
  reply: ({ state, timeline }, today) => {
    const answer = timeline.findLast(({ kind }) => kind === 'answer');
    if (answer !== undefined) return ['done', answer.on];
    const asked = timeline.findLast(({ kind }) => kind === 'sent' || kind === 'reminder');
    const found = duringBoycott(state);
    if (found !== 'due') return found;
    if (asked === undefined) return 'later';
    const from = addDays(asked.on, DAYS_BETWEEN_REMINDERS);
    return from > today ? ['waits', from] : 'due';
  },
  outcome: ({ state, outcome, endedOn, can }) => {
    if (state === 'failed') return 'missed';
    if (state !== 'ended') return 'later';
    if (outcome !== 'unsaid') return ['done', endedOn];
    return can.sayOutcome ? 'due' : 'waits';
  },
  lookBack: ({ state, lookBack, can }) => {
    if (lookBack !== null) return 'done';
    if (can.lookBack) return 'due';
    return state === 'failed' || state === 'ended' ? 'missed' : 'later';
  },
};

/** What is done from the debate to the end of a boycott. */
function duringBoycott(state: Facts['state']): 'later' | 'due' | 'missed' {
  if (state === 'proposed') return 'later';
  return state === 'failed' || state === 'ended' ? 'missed' : 'due';
}
