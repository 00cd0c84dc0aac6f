import { findingsResponse } from '#shared/evidence/manipulation-findings.ts';
import { standingsResponse, type StandingsResponse } from '#shared/directory/platforms.ts';
import { DecidedAloneNotice } from '#web/identity/two-person-approval/decided-alone-notice.tsx';
import { FindingHistory } from '#web/evidence/manipulation-detection/finding-history.tsx';
import { usePage } from '#web/page-context.ts';
import { definePage } from '#web/page.ts';
import { StandingStamp } from '#web/directory/platforms/standing-stamp.tsx';
import { standingName } from '#web/directory/platforms/standing-text.ts';
import { Done } from '#web/ui/message-box.tsx';
import { Section } from '#web/ui/section.tsx';

type Change = StandingsResponse['changes'][number];

/** All standings of a platform, and decisions. */
export const platformStandings = definePage({
  layout: 'middle',
  sameForVisitors: true,
  sheet: 'none',
  load: async (api, { parameters }) => {
    const address = `/api/platforms/${encodeURIComponent(parameters['slug'] ?? '')}`;
    const [standings, findings] = await Promise.all([
      api.get(`${address}/standings`, standingsResponse),
      api.get(`${address}/findings`, findingsResponse),
    ]);
    return { ...standings, findings };
  },
  title: ({ name }, { t }) => t.platforms.standings.title({ name }),
  body: (data, { t, format, href }) => {
    const words = t.platforms.standings;
    return (
      <>
        <Done messages={words.done} />
        <h1>{words.title({ name: data.name })}</h1>
        <p className="sub">{words.say}</p>
        <p className="links">
          <a href={href('platform', { slug: data.slug })}>
            {t.platforms.revisions.back({ name: data.name })}
          </a>
          <a href={href('rules')}>{words.rule}</a>
        </p>
        <ol className="rows history">
          {data.changes.map((change) => (
            <ChangeItem key={`${change.on} ${change.after}`} change={change} />
          ))}
        </ol>
        <Section title={words.decisions}>
          {data.decisions.length === 0 ? <p className="soft">{words.noDecisions}</p> : null}
          {data.decisions.map((decision) => (
            <blockquote key={`${decision.on} ${decision.kind}`}>
              <p>
                <strong>{t.platforms.decisions.kinds[decision.kind]}</strong>,{' '}
                <time dateTime={decision.on}>{format.day(decision.on)}</time>
                {decision.alone ? (
                  <>
                    {' '}
                    <DecidedAloneNotice act={decision.act} />
                  </>
                ) : null}
              </p>
              <p>
                {t.platforms.decisions.rules[decision.rule]}. {decision.reason}
              </p>
            </blockquote>
          ))}
        </Section>
        <FindingHistory findings={data.findings} />
      </>
    );
  },
});

function ChangeItem({ change }: { change: Change }) {
  const { language, format } = usePage();
  const { on, before, after } = change;
  return (
    <li>
      <div className="row-line">
        <div className="row-words">
          <b>
            <time dateTime={on}>{format.day(on)}</time>
          </b>
          {before === null ? null : (
            <small>
              {standingName(before, language)} <span aria-hidden="true">→</span>
            </small>
          )}
        </div>
        <StandingStamp state={after} size="small" />
      </div>
    </li>
  );
}
