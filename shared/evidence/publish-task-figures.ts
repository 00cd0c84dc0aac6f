import { roundPublished } from '#shared/core/money.ts';
import type { CountedFigure, ExactTaskFigures } from './summarize-task-reports.ts';
import { FIGURE_MIN_MEMBERS, MEMBER_CLASSES, type TaskFigures } from './tasks.ts';

/** Members from which quartiles are public: of fewer, each is nearly the value of one member. */
const QUARTILE_MIN_MEMBERS = 20;
const SHARE_STEPS = 20;

/**
 * Returns figures as they are public: numbers of members in classes, rates, times and days with two
 * digits, shares in steps of 0.05. Leaves out each figure with fewer than five established members.
 * Null where the reports themselves have fewer.
 */
export function publishTaskFigures(figures: ExactTaskFigures): TaskFigures | null {
  if (!hasEnoughMembers(figures)) return null;
  const { hourly, medianRunSeconds, refused, screenOutShare, medianApprovalDays } = figures;
  const { answered, recommends, breaksTerms, ethics } = figures;
  return {
    members: memberClass(figures.members),
    hourly: ifEnough(hourly, ({ currency, low, median, high, members }) => {
      const shown = members >= QUARTILE_MIN_MEMBERS;
      return {
        currency,
        low: shown ? roundPublished(low) : null,
        median: roundPublished(median),
        high: shown ? roundPublished(high) : null,
        members: memberClass(members),
      };
    }),
    medianRunSeconds: ifEnough(medianRunSeconds, ({ value }) => roundPublished(value)),
    refused: ifEnough(refused, ({ share, withoutReasonShare, members }) => ({
      share: roundShare(share),
      withoutReasonShare: roundShare(withoutReasonShare),
      members: memberClass(members),
    })),
    screenOutShare: ifEnough(screenOutShare, ({ value }) => roundShare(value)),
    medianApprovalDays: ifEnough(medianApprovalDays, ({ value }) => roundPublished(value)),
    answered: ifEnough(answered, publishShare),
    recommends: ifEnough(recommends, publishShare),
    breaksTerms: memberClass(breaksTerms),
    ethics: ethics
      .map(({ kind, members }) => ({ kind, members: memberClass(members) }))
      .filter(({ members }) => members > 0),
  };
}

function ifEnough<Exact extends CountedFigure, Shown>(
  figure: Exact | null,
  publish: (figure: Exact) => Shown,
): Shown | null {
  return figure !== null && hasEnoughMembers(figure) ? publish(figure) : null;
}

function hasEnoughMembers({ established }: CountedFigure): boolean {
  return established >= FIGURE_MIN_MEMBERS;
}

/** The lower bound of the class of a number of members; 0 below the first class. */
export function memberClass(members: number): number {
  return MEMBER_CLASSES.findLast((least) => members >= least) ?? 0;
}

function publishShare({ value, members }: CountedFigure & { readonly value: number }) {
  return { share: roundShare(value), members: memberClass(members) };
}

function roundShare(share: number): number {
  return Math.round(share * SHARE_STEPS) / SHARE_STEPS;
}
