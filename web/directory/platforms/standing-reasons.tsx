import type { PlatformResponse } from '#shared/directory/platforms.ts';
import { usePage } from '#web/page-context.ts';
import { toPercent, nextStandingConditions } from './next-standing-conditions.ts';
import { standingName } from './standing-text.ts';

/** Why this standing: what the rule reads, and what would change it. */
export function StandingReasons({ platform }: { platform: PlatformResponse }) {
  const { t, language, href } = usePage();
  const words = t.answer.why;
  const { standing, slug } = platform;
  return (
    <details className="fold why">
      <summary>{words.title({ standing: standingName(standing.state, language) })}</summary>
      <ul>
        {standingReasonSentences(platform, usePage()).map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      <details>
        <summary>{words.changes}</summary>
        <p className="note">{words.chance}</p>
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
      </details>
      <p>
        <a href={href('rules')}>{words.rule}</a>
        <br />
        <a href={href('platformStandings', { slug })}>{words.history}</a>
      </p>
    </details>
  );
}

/** What the standing's word means, what it is computed from, and what the figures shown give by themselves. */
export function standingReasonSentences(
  { standing, evidence }: PlatformResponse,
  { t }: Pick<ReturnType<typeof usePage>, 't'>,
): string[] {
  const words = t.answer.why;
  const { standing: shown } = evidence.slips;
  return [
    t.rules.words.when[standing.state],
    words.all,
    shown === null
      ? words.noSlips
      : words.slips({
          mean: toPercent(shown.mean),
          low: toPercent(shown.low),
          high: toPercent(shown.high),
        }),
    t.rules.pictures.voices.caption,
  ];
}
