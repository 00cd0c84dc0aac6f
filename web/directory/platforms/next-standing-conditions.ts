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
  if (standing.state === 'closed') {
    return [{ to: 'unknown', needs: 'all', conditions: [say.decision] }];
  }
  if (standing.state === 'unknown') {
    return [
      {
        to: 'promising',
        needs: 'all',
        conditions: [
          say.weight({ bound: rule.KNOWN_MIN_WEIGHT, members: rule.KNOWN_MIN_MEMBERS }),
          say.weightEstablished({ bound: rule.GUARD_MIN_WEIGHT }),
          say.mean({ bound: toPercent(rule.PROMISING_MIN_MEAN) }),
        ],
      },
    ];
  }
  const toReliable: PossibleStandingChange = {
    to: 'reliable',
    needs: 'all',
    conditions: [
      say.low({ bound: toPercent(rule.RELIABLE_MIN_LOW) }),
      say.established({
        bound: rule.RELIABLE_MIN_ESTABLISHED,
        days: rule.RELIABLE_WINDOW_DAYS,
      }),
      say.receipt({ days: rule.RECEIPT_WINDOW_DAYS }),
    ],
  };
  const toDoubtful: PossibleStandingChange = {
    to: 'doubtful',
    needs: 'all',
    conditions: [
      say.high({ bound: toPercent(rule.DOUBTFUL_MAX_HIGH) }),
      say.late({
        bound: rule.DOUBTFUL_MIN_MEMBERS,
        days: rule.DOUBTFUL_WINDOW_DAYS,
      }),
    ],
  };
  switch (standing.state) {
    case 'reliable':
      return [
        {
          to: 'promising',
          needs: 'any',
          conditions: [
            say.lowUnder({ bound: toPercent(rule.RELIABLE_LEFT_UNDER_LOW) }),
            say.fewerEstablished({
              bound: rule.RELIABLE_MIN_ESTABLISHED,
              days: rule.RELIABLE_WINDOW_DAYS,
            }),
            say.noReceipt({ days: rule.RECEIPT_WINDOW_DAYS }),
          ],
        },
        toDoubtful,
      ];
    case 'promising':
      return [toReliable, toDoubtful];
    case 'doubtful':
      return [
        {
          to: 'promising',
          needs: 'all',
          conditions: [
            say.mean({ bound: toPercent(rule.PROMISING_MIN_MEAN) }),
            say.highOver({ bound: toPercent(rule.DOUBTFUL_LEFT_OVER_HIGH) }),
          ],
        },
        {
          to: 'not-paying',
          needs: 'all',
          conditions: [
            say.high({ bound: toPercent(rule.NOT_PAYING_MAX_HIGH) }),
            say.unpaid({ bound: rule.NOT_PAYING_MIN_MEMBERS }),
            say.noReceipt({ days: rule.RECEIPT_WINDOW_DAYS }),
          ],
        },
      ];
    case 'not-paying':
      return [
        {
          to: 'doubtful',
          needs: 'any',
          conditions: [
            say.highOver({
              bound: toPercent(rule.NOT_PAYING_LEFT_OVER_HIGH),
            }),
            say.fewerUnpaid({ bound: rule.NOT_PAYING_MIN_MEMBERS }),
            say.receipt({ days: rule.RECEIPT_WINDOW_DAYS }),
          ],
        },
      ];
  }
}
