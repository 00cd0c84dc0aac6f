import { monthOf } from '#shared/core/days.ts';
import type { PlatformResponse } from '#shared/directory/platforms.ts';
import { DOUBTFUL_WINDOW_DAYS, RELIABLE_WINDOW_DAYS } from '#shared/evidence/standing-constants.ts';
import { usePage } from '#web/page-context.ts';
import { formatMonth, formatNumber } from '#web/format.ts';
import { approximateAgeInWords } from './approximate-age.ts';
import { toPercent, nextStandingConditions } from './next-standing-conditions.ts';
import { standingName } from './standing-text.ts';

/** Why this standing: the numbers used by the rule, and what would change it. */
export function StandingReasons({ platform }: { platform: PlatformResponse }) {
  const { t, language, href } = usePage();
  const words = t.answer.why;
  const { standing, slug } = platform;
  return (
    <details className="why">
      <summary>{words.title({ standing: standingName(standing.state, language) })}</summary>
      <ul>
        {standingReasonSentences(platform, usePage()).map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      <h3>{words.changes}</h3>
      <dl className="changes">
        {nextStandingConditions(standing, t).map(({ to, needs, conditions }) => (
          <div key={to}>
            <dt>
              {words.would({ standing: standingName(to, language) })}
              {conditions.length === 1 ? null : <small>{words.conditions[needs]}</small>}
            </dt>
            {conditions.map((condition) => (
              <dd key={condition}>{condition}</dd>
            ))}
          </div>
        ))}
      </dl>
      <p>
        <a href={href('rules')}>{words.rule}</a>
        <br />
        <a href={href('platformStandings', { slug })}>{words.history}</a>
      </p>
    </details>
  );
}

/** The numbers used by the rule, in sentences. */
export function standingReasonSentences(
  { standing, evidence }: PlatformResponse,
  { t, language, now }: ReturnType<typeof usePage>,
): string[] {
  const words = t.answer.why;
  const { numbers, establishedOnly } = standing;
  const month = formatMonth(monthOf(standing.since), language);
  return [
    numbers === null
      ? words.noChances
      : words.chances({
          mean: toPercent(numbers.mean),
          low: toPercent(numbers.low),
          high: toPercent(numbers.high),
        }),
    ...(numbers === null ? [] : [words.weight({ count: formatNumber(numbers.n, language, 1) })]),
    words.established({ count: standing.establishedMembers180d, days: RELIABLE_WINDOW_DAYS }),
    ...(establishedOnly === null
      ? []
      : [
          words.establishedOnly({
            count: establishedOnly.members,
            mean: toPercent(establishedOnly.mean),
            low: toPercent(establishedOnly.low),
            high: toPercent(establishedOnly.high),
          }),
        ]),
    ...(standing.membersUnpaid + standing.membersLate90d === 0
      ? []
      : [
          words.missing({
            count: standing.membersUnpaid,
            late: standing.membersLate90d,
            days: DOUBTFUL_WINDOW_DAYS,
          }),
        ]),
    evidence.lastReceivedOn === null
      ? words.noneReceived
      : words.last({ ago: approximateAgeInWords(evidence.lastReceivedOn, now, t) }),
    words.expected({ count: standing.expectedDays }),
    ...(standing.state === 'unknown' ? [] : [words.since({ month })]),
  ];
}
