import type { ReactNode } from 'react';
import { monthOf } from '#shared/core/days.ts';
import { pathTo } from '#shared/core/paths.ts';
import type { PlatformResponse } from '#shared/directory/platforms.ts';
import { DOUBTFUL_WINDOW_DAYS, RELIABLE_WINDOW_DAYS } from '#shared/evidence/standing-constants.ts';
import { usePage } from '#web/context.ts';
import { formatMonth, formatNumber } from '#web/format.ts';
import { aboutAgo } from './approximate-age.ts';
import { outOf100, whatWouldChange } from './next-standing-conditions.ts';
import { standingWords } from './standing-text.ts';

/** Why this standing: the numbers used by the rule, and what would change it. */
export function Why({ platform }: { platform: PlatformResponse }): ReactNode {
  const { t, language } = usePage();
  const words = t.answer.why;
  const { standing, slug } = platform;
  return (
    <details className="why">
      <summary>{words.title({ standing: standingWords(standing.state, language) })}</summary>
      <ul>
        {reasons(platform, usePage()).map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      <h3>{words.changes}</h3>
      <dl className="changes">
        {whatWouldChange(standing, t).map(({ to, needs, conditions }) => (
          <div key={to}>
            <dt>
              {words.would({ standing: standingWords(to, language) })}
              {conditions.length === 1 ? null : <small>{words.conditions[needs]}</small>}
            </dt>
            {conditions.map((condition) => (
              <dd key={condition}>{condition}</dd>
            ))}
          </div>
        ))}
      </dl>
      <p>
        <a href={pathTo(language, 'rules')}>{words.rule}</a>
        <br />
        <a href={pathTo(language, 'platformStandings', { slug })}>{words.history}</a>
      </p>
    </details>
  );
}

/** The numbers used by the rule, in sentences. */
export function reasons(
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
          mean: outOf100(numbers.mean),
          low: outOf100(numbers.low),
          high: outOf100(numbers.high),
        }),
    ...(numbers === null ? [] : [words.weight({ count: formatNumber(numbers.n, language, 1) })]),
    words.established({ count: standing.establishedMembers180d, days: RELIABLE_WINDOW_DAYS }),
    ...(establishedOnly === null
      ? []
      : [
          words.establishedOnly({
            count: establishedOnly.members,
            mean: outOf100(establishedOnly.mean),
            low: outOf100(establishedOnly.low),
            high: outOf100(establishedOnly.high),
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
      : words.last({ ago: aboutAgo(evidence.lastReceivedOn, now, t) }),
    words.expected({ count: standing.expectedDays }),
    ...(standing.state === 'unknown' ? [] : [words.since({ month })]),
  ];
}
