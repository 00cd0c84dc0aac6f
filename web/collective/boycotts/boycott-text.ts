import type { BoycottBallot, BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import {
  DAYS_UNTIL_PROPOSER_STATES_OUTCOME,
  SECONDERS_NEEDED,
  type BallotKind,
  type ListedBoycott,
} from '#shared/collective/boycotts.ts';
import { addDays } from '#shared/core/days.ts';
import { formatDay, formatMoment } from '#web/format.ts';
import type { Messages } from '#web/i18n/messages.ts';
import { sentenceFor } from '#web/i18n/say.ts';
import type { PageContext } from '#web/page.ts';

/** Tense of sentences about a boycott: proposed, current, past, or never begun. */
const TENSES = {
  proposed: 'asked',
  debated: 'asked',
  pledging: 'asked',
  on: 'now',
  failed: 'failed',
  ended: 'past',
} as const;

/** "We refuse the task … on …": one sentence on its target, true at its step. */
export function boycottDeclaration(
  { task, client, platform, state }: Pick<ListedBoycott, 'task' | 'client' | 'platform' | 'state'>,
  t: Messages,
): string {
  const words = t.boycotts.refuse[TENSES[state]];
  if (task !== null) return words.task({ task: task.title, platform: platform.name });
  return client === null
    ? words.platform({ platform: platform.name })
    : words.client({ client: client.name, platform: platform.name });
}

export function boycottStateInWords(boycott: BoycottResponse, t: Messages): string {
  const words = t.boycotts.one;
  const { state, reached, failure, outcome, quarters } = boycott;
  switch (state) {
    case 'proposed':
      return words.now.proposed({ missing: missingSeconders(boycott) });
    case 'debated':
      return words.now.debated;
    case 'pledging':
      return reached
        ? words.now.reached
        : `${words.now.pledging({ platform: boycott.platform.name, pace: boycott.pace })} ${words.quarters[quarters ?? 0] ?? ''}`.trimEnd();
    case 'on':
      return words.now.on;
    case 'failed':
      return failure === null ? t.boycotts.states.failed : t.boycotts.failures[failure];
    case 'ended':
      return words.outcomeSays[outcome ?? 'unsaid'];
  }
}

/** The title of what taking part means, at its step. */
export function partakingTitle({ state }: Pick<ListedBoycott, 'state'>, t: Messages): string {
  const { partaking, partakingNow, partakingPast } = t.boycotts.one;
  if (state === 'on') return partakingNow;
  return state === 'failed' || state === 'ended' ? partakingPast : partaking;
}

/** The last quarter reached, with the number of pledges that it takes: "Half of the goal (at least 6 of 12)". */
export function quartersCaption(
  { quarters, threshold }: { quarters: number; threshold: number },
  t: Messages,
): string {
  const bound = Math.ceil((Math.max(quarters, 1) * threshold) / 4);
  return t.boycotts.one.quartersCaption({ quarters, bound, goal: threshold });
}

/** Supporters that a proposal still needs before its debate opens. */
function missingSeconders({ seconders }: Pick<BoycottResponse, 'seconders'>): number {
  return Math.max(0, SECONDERS_NEEDED - (seconders ?? 0));
}

/** The next step, and who must act; null where the reader herself must. */
export type NextBoycottStep = { readonly what: string; readonly whose: string | null };

/**
 * The next step of a boycott, with the pseudonym of a single person who must act; null when there
 * is none.
 */
export function nextBoycottStepOf(
  boycott: BoycottResponse,
  { t, language, viewer }: Pick<PageContext, 't' | 'language' | 'viewer'>,
): NextBoycottStep | null {
  const { nextSteps: what, whoseNames: whose } = t.boycotts.one;
  const { state, pace, reached, proposer, outcome, endedOn, lookBack } = boycott;
  const missing = missingSeconders(boycott);
  const open = boycott.ballots.find(({ result, counts }) => result === null && counts === null);
  switch (state) {
    case 'proposed':
      if (missing === 0) return null;
      // She cannot support her own proposal: she has to find those who do.
      return isProposerOfBoycott(boycott, viewer)
        ? { what: what.gather({ missing }), whose: null }
        : { what: what.second, whose: whose.membersHere };
    case 'debated':
      return {
        what: what.debate,
        whose: proposer === null ? whose.everybody : whose.debaters({ name: proposer }),
      };
    case 'pledging':
      return reached
        ? { what: what.wait, whose: whose.nobody }
        : { what: what.pledge, whose: whose.eligible({ pace }) };
    case 'on':
      return open === undefined
        ? { what: what.hold, whose: whose.pledgers }
        : {
            what: what.vote({ until: formatMoment(open.closesAt, language) }),
            whose: whose.pledgers,
          };
    case 'ended':
      if (proposer === null || endedOn === null) return null;
      if (outcome === 'unsaid') {
        const until = formatDay(addDays(endedOn, DAYS_UNTIL_PROPOSER_STATES_OUTCOME), language);
        return { what: what.sayOutcome({ until }), whose: proposer };
      }
      return lookBack === null ? { what: what.lookBack, whose: proposer } : null;
    case 'failed':
      return null;
  }
}

/** Whether the pledgers voted for this outcome, rather than the proposer stating it. */
export function isOutcomeVoted({ outcome, ballots }: BoycottResponse): boolean {
  return ballots.some((ballot) => isOutcomeOf(ballot, outcome));
}

/** Whether a ballot gave this outcome. */
export function isOutcomeOf(
  { kind, result }: Pick<BoycottBallot, 'kind' | 'result'>,
  outcome: BoycottResponse['outcome'],
): boolean {
  return kind === 'call-off'
    ? result === 'call-off' && outcome === 'called-off'
    : result !== null && result === outcome;
}

export function ballotValueInWords(kind: BallotKind, value: string, t: Messages): string {
  return sentenceFor(t.boycotts.one.ballots.answers[kind], value) ?? value;
}

export function isProposerOfBoycott(
  { proposer }: Pick<BoycottResponse, 'proposer'>,
  viewer: PageContext['viewer'],
): boolean {
  return viewer !== null && proposer === viewer.pseudonym;
}

/** The title, or a placeholder when removed by a decision or withdrawn. */
export function boycottTitleOf(
  boycott: Pick<ListedBoycott, 'title' | 'withdrawn'>,
  t: Messages,
): string {
  if (boycott.withdrawn) return t.boycotts.one.withdrawnTitle;
  return boycott.title === '' ? t.boycotts.one.untitled : boycott.title;
}

/** Cuts a text at a space when it is longer than this many characters. */
export function shortenText(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most / 2)).trimEnd()}…`;
}
