import type { PlatformResponse } from '#shared/directory/platforms.ts';
import { usePage } from '#web/page-context.ts';
import { toPercent, nextStandingConditions } from './next-standing-conditions.ts';
import { standingName } from './standing-text.ts';

/** Why this standing: what the rule reads, and what would change it. */
export function StandingReasons({ platform }: { platform: PlatformResponse }) {
  const page = usePage();
  const { t, language, href } = page;
  const words = t.answer.why;
  const { standing, slug } = platform;
  return (
    <details className="fold why">
      <summary>{words.title({ standing: standingName(standing.state, language) })}</summary>
      <ul>
        {standingMeaning(platform, page).map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      <details>
        <summary>{words.changes}</summary>
        <p className="note">{slipShareInWords(platform, page)}</p>
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

type Words = Pick<ReturnType<typeof usePage>, 't'>;

/** What the standing's word means, what it is computed from, and what the figures shown give by themselves. */
export function standingReasonSentences(platform: PlatformResponse, page: Words): string[] {
  return [...standingMeaning(platform, page), slipShareInWords(platform, page)];
}

/** What the standing's word means, and who is heard. */
function standingMeaning({ standing }: PlatformResponse, { t }: Words): string[] {
  const { caption, regular } = t.rules.pictures.voices;
  return [t.rules.words.when[standing.state], t.answer.why.all, `${caption} ${regular}`];
}

/** The share that the figures shown give by themselves, which differs from the one counted. */
function slipShareInWords({ evidence }: PlatformResponse, { t }: Words): string {
  const { standing: shown } = evidence.slips;
  const words = t.answer.why;
  return shown === null
    ? words.noSlips
    : words.slips({
        mean: toPercent(shown.mean),
        low: toPercent(shown.low),
        high: toPercent(shown.high),
      });
}
