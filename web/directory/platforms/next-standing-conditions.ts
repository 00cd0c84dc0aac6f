import type { PublishedStanding } from '#shared/directory/platforms.ts';
import type { StandingState } from '#shared/evidence/standing.ts';
import * as rule from '#shared/evidence/standing-constants.ts';
import type { Messages } from '#web/i18n/messages.ts';

/** A transition to another standing, with its conditions, all or any of which are needed. */
export type PossibleStandingChange = {
  readonly to: StandingState;
  readonly needs: 'all' | 'any';
  readonly conditions: readonly string[];
};

/** A probability from 0 to 1, in percent. */
export function toPercent(chance: number): number {
  return Math.round(chance * 100);
}

/**
 * What would change a standing. The margins are the rule's, which depend on the current standing. How
 * far a platform is from them is not published: it would move with each report.
 */
export function nextStandingConditions(
  standing: PublishedStanding,
  t: Messages,
): PossibleStandingChange[] {
  const say = t.answer.why.conditions;
  const seasonDays = rule.SEASON_WINDOW_DAYS;
  const receiptDays = rule.RECEIPT_WINDOW_DAYS;
  const toDoubtful: PossibleStandingChange = {
    to: 'doubtful',
    needs: 'any',
    conditions: [
      say.latelyHigh({
        bound: toPercent(rule.LATELY_MAX_HIGH),
        members: rule.LATELY_MIN_MEMBERS,
        days: rule.LATELY_WINDOW_DAYS,
      }),
      say.seasonHigh({
        bound: toPercent(rule.SEASON_MAX_HIGH),
        members: rule.SEASON_MIN_MEMBERS,
        days: seasonDays,
      }),
    ],
  };
  switch (standing.state) {
    case 'closed':
      return [{ to: 'unknown', needs: 'all', conditions: [say.decision] }];
    case 'unknown':
      return [
        {
          to: 'promising',
          needs: 'all',
          conditions: [
            say.known({ bound: rule.KNOWN_MIN_WEIGHT, members: rule.KNOWN_MIN_MEMBERS }),
            say.seasonMean({ bound: toPercent(rule.PROMISING_MIN_MEAN) }),
          ],
        },
        toDoubtful,
      ];
    case 'reliable':
      return [
        {
          to: 'promising',
          needs: 'any',
          conditions: [
            say.seasonLowUnder({ bound: toPercent(rule.RELIABLE_LEFT_UNDER_LOW) }),
            say.fewerMembers({ bound: rule.RELIABLE_MIN_MEMBERS, days: seasonDays }),
            say.noReceipt({ days: receiptDays }),
          ],
        },
        toDoubtful,
      ];
    case 'promising':
      return [
        {
          to: 'reliable',
          needs: 'all',
          conditions: [
            say.seasonLow({ bound: toPercent(rule.RELIABLE_MIN_LOW) }),
            say.members({ bound: rule.RELIABLE_MIN_MEMBERS, days: seasonDays }),
            say.receipt({ days: receiptDays }),
          ],
        },
        toDoubtful,
      ];
    case 'doubtful':
      return [
        {
          to: 'promising',
          needs: 'all',
          conditions: [
            say.latelyMean({ bound: toPercent(rule.PROMISING_MIN_MEAN) }),
            say.latelyHighOver({ bound: toPercent(rule.LATELY_LEFT_OVER_HIGH) }),
            say.seasonHighOver({ bound: toPercent(rule.SEASON_LEFT_OVER_HIGH) }),
          ],
        },
        {
          to: 'not-paying',
          needs: 'all',
          conditions: [
            say.eitherHigh({ bound: toPercent(rule.NOT_PAYING_MAX_HIGH) }),
            say.unpaid({ bound: rule.NOT_PAYING_MIN_MEMBERS, days: seasonDays }),
            say.fewerPaidRegulars({
              bound: rule.NOT_PAYING_UNDER_PAID_MEMBERS,
              days: receiptDays,
            }),
          ],
        },
      ];
    case 'not-paying':
      return [
        {
          to: 'doubtful',
          needs: 'any',
          conditions: [
            say.bothHighOver({ bound: toPercent(rule.NOT_PAYING_LEFT_OVER_HIGH) }),
            say.fewerUnpaid({ bound: rule.NOT_PAYING_MIN_MEMBERS, days: seasonDays }),
            say.paidRegulars({ bound: rule.NOT_PAYING_UNDER_PAID_MEMBERS, days: receiptDays }),
          ],
        },
      ];
  }
}
