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
 * The conditions under which a standing would change, with the current value beside each bound. The
 * margins are the rule's, which depend on the current standing.
 */
export function nextStandingConditions(
  standing: PublishedStanding,
  t: Messages,
): PossibleStandingChange[] {
  const say = t.answer.why.conditions;
  const { mean, low, high } = standing;
  if (standing.state === 'closed') {
    return [{ to: 'unknown', needs: 'all', conditions: [say.decision] }];
  }
  if (standing.state === 'unknown' || mean === null || low === null || high === null) {
    return [
      {
        to: 'promising',
        needs: 'all',
        conditions: [
          say.weight({
            bound: rule.KNOWN_MIN_WEIGHT,
            members: rule.KNOWN_MIN_MEMBERS,
          }),
          say.weightEstablished({ bound: rule.GUARD_MIN_WEIGHT }),
          say.firstMean({ bound: toPercent(rule.PROMISING_MIN_MEAN) }),
        ],
      },
    ];
  }
  const established = standing.establishedMembers180d;
  const toReliable: PossibleStandingChange = {
    to: 'reliable',
    needs: 'all',
    conditions: [
      say.low({ bound: toPercent(rule.RELIABLE_MIN_LOW), now: toPercent(low) }),
      say.established({
        bound: rule.RELIABLE_MIN_ESTABLISHED,
        days: rule.RELIABLE_WINDOW_DAYS,
        now: established,
      }),
      say.receipt({ days: rule.RECEIPT_WINDOW_DAYS }),
    ],
  };
  const toDoubtful: PossibleStandingChange = {
    to: 'doubtful',
    needs: 'all',
    conditions: [
      say.high({ bound: toPercent(rule.DOUBTFUL_MAX_HIGH), now: toPercent(high) }),
      say.late({
        bound: rule.DOUBTFUL_MIN_MEMBERS,
        days: rule.DOUBTFUL_WINDOW_DAYS,
        now: standing.membersLate90d,
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
            say.lowUnder({ bound: toPercent(rule.RELIABLE_LEFT_UNDER_LOW), now: toPercent(low) }),
            say.fewerEstablished({
              bound: rule.RELIABLE_MIN_ESTABLISHED,
              days: rule.RELIABLE_WINDOW_DAYS,
              now: established,
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
            say.mean({ bound: toPercent(rule.PROMISING_MIN_MEAN), now: toPercent(mean) }),
            say.highOver({ bound: toPercent(rule.DOUBTFUL_LEFT_OVER_HIGH), now: toPercent(high) }),
          ],
        },
        {
          to: 'not-paying',
          needs: 'all',
          conditions: [
            say.high({ bound: toPercent(rule.NOT_PAYING_MAX_HIGH), now: toPercent(high) }),
            say.unpaid({ bound: rule.NOT_PAYING_MIN_MEMBERS, now: standing.membersUnpaid }),
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
              now: toPercent(high),
            }),
            say.fewerUnpaid({ bound: rule.NOT_PAYING_MIN_MEMBERS, now: standing.membersUnpaid }),
            say.receipt({ days: rule.RECEIPT_WINDOW_DAYS }),
          ],
        },
      ];
  }
}
