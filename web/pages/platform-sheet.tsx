import { today, type Day } from '#shared/core/days.ts';
import { platformResponse, type PlatformResponse } from '#shared/directory/platforms.ts';
import { logState, type LogState } from '#shared/transparency-log/log-entries.ts';
import { usePage } from '#web/page-context.ts';
import { formatDay, formatWeekday } from '#web/format.ts';
import { definePage } from '#web/page.ts';
import { StandingSummary } from '#web/directory/platforms/standing-summary.tsx';
import { AsOfDateContext } from '#web/directory/platforms/figures-as-of-date.tsx';
import { delayInWords } from '#web/directory/platforms/delay-chart.tsx';
import { PlatformSubtitle } from '#web/directory/platforms/platform-subtitle.tsx';
import { PlatformFiguresPanel } from '#web/directory/platforms/platform-figures-panel.tsx';
import { standingReasonSentences } from '#web/directory/platforms/standing-reasons.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';
import { Qr } from '#web/ui/qr-code.tsx';

/** A dated A4 sheet for the files of a union, a journalist or an inspector. */
export const platformSheet = definePage({
  sameForVisitors: true,
  load: async (api, { parameters, query }) => {
    const path = `/api/platforms/${encodeURIComponent(parameters['slug'] ?? '')}`;
    const on = query['on'] === undefined ? '' : `?on=${encodeURIComponent(query['on'])}`;
    const [platform, record] = await Promise.all([
      api.get(`${path}${on}`, platformResponse),
      api.get('/api/record/log', logState),
    ]);
    return { platform, record };
  },
  title: ({ platform }, { t }) => t.figures.sheet.title({ name: platform.name }),
  head: () => ({ noIndex: true }),
  body: ({ platform, record }, { t, language, href, now, origin }) => {
    const words = t.figures.sheet;
    const on = platform.asOf ?? today(now);
    const { slug, name } = platform;
    const dated = `${origin}${href('platform', { slug }, { on: platform.asOf ?? undefined })}`;
    return (
      <>
        <p className="with-link not-printed">
          <a href={href('platform', { slug })}>{words.back}</a> · {words.print}
        </p>
        <article className="fact-sheet">
          <h1>{words.title({ name })}</h1>
          <p className="sub">
            <PlatformSubtitle platform={platform} />
          </p>
          <p>
            <strong>
              {words.on({
                day: (platform.asOf === null ? formatDay : formatWeekday)(on, language),
              })}
            </strong>
          </p>
          <AsOfDateContext on={on}>
            <StandingSummary platform={platform} tables={null} />
            <div className="sheet-columns">
              <PlatformFiguresPanel platform={platform} tables={null} />
              <Sentences platform={platform} on={on} />
            </div>
          </AsOfDateContext>
          <div className="sheet-foot">
            <Source
              dated={dated}
              label={platform.asOf === null ? words.undated : words.address}
              record={record}
            />
            <Qr text={dated} label={words.qr} />
          </div>
        </article>
      </>
    );
  },
});

/** Why this standing, the waiting time, and the period of the figures. */
function Sentences({ platform, on }: { platform: PlatformResponse; on: Day }) {
  const page = usePage();
  const { t, format } = page;
  const words = t.figures.sheet;
  const { evidence } = platform;
  const delay = delayInWords(evidence.slips, t);
  const refused = evidence.tasks?.refused ?? null;
  const said = [
    ...standingReasonSentences(platform, page),
    ...(delay === null ? [] : [delay]),
    ...(refused === null
      ? []
      : [words.refused({ share: format.share(refused.share), members: refused.members })]),
    words.period({ day: format.day(on) }),
  ];
  return (
    <div>
      <h2>{words.why}</h2>
      <Lines of={said} />
      <h2>{words.method}</h2>
      <p>{words.methods.join(' ')}</p>
      <p>
        <strong>{t.common.notSample}</strong>
      </p>
    </div>
  );
}

/** Source, licence, and how to verify that nothing was changed since. */
function Source({ dated, label, record }: { dated: string; label: string; record: LogState }) {
  const { t, format } = usePage();
  const words = t.figures.sheet;
  const { checkpoint, logs } = record;
  const log = logs.at(-1);
  return (
    <dl>
      <dt>{label}</dt>
      <dd className="dated-address">{dated}</dd>
      <dt>{words.licence}</dt>
      <dd>{words.odbl}</dd>
      {checkpoint === null || log === undefined ? null : (
        <>
          <dt>{words.record}</dt>
          <dd>
            {words.checkpoint({
              origin: log.origin,
              size: format.number(checkpoint.size),
              moment: format.moment(checkpoint.signedAt),
            })}{' '}
            <code>{checkpoint.root}</code>
          </dd>
        </>
      )}
    </dl>
  );
}
