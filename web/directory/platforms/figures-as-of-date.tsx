import type { ReactNode } from 'react';
import { isDay, today, type Day } from '#shared/core/days.ts';
import { platformResponse, type PlatformResponse } from '#shared/directory/platforms.ts';
import type { Api } from '#web/in-process-api.ts';
import { PageContextValue, usePage } from '#web/page-context.ts';
import { Section } from '#web/ui/section.tsx';
import { StandingSummary } from './standing-summary.tsx';
import { DelayChart } from './delay-chart.tsx';
import { MonthChart } from './month-chart.tsx';
import { PlatformFiguresPanel } from './platform-figures-panel.tsx';
import { standingReasonSentences } from './standing-reasons.tsx';

/** A platform's figures as of a Monday; current ones when none are stored for that day. */
export type DatedFigures = {
  readonly on: Day;
  readonly platform: PlatformResponse;
  readonly kept: boolean;
};

/** Loads a platform as of the day in its address. */
export async function loadFiguresAsOf(api: Api, slug: string, on: string): Promise<DatedFigures> {
  const path = `/api/platforms/${encodeURIComponent(slug)}`;
  const platform = await api.get(path, platformResponse);
  if (isDay(on) && (platform.figuresSince === null || on < platform.figuresSince)) {
    return { on, platform, kept: false };
  }
  const dated = await api.get(`${path}?on=${encodeURIComponent(on)}`, platformResponse);
  return { on: dated.asOf ?? on, platform: dated, kept: true };
}

/** A platform's figures as of a Monday; the lists of evidence are only on the current page. */
export function FiguresAsOfDate({ data }: { data: DatedFigures }) {
  const { t } = usePage();
  const { on, platform, kept } = data;
  const words = t.figures.asOf;
  return (
    <>
      <h1>{t.platforms.question({ name: platform.name })}</h1>
      <Band data={data} />
      {kept ? (
        <AsOfDateContext on={on}>
          <Figures platform={platform} />
          <p className="note">{words.week}</p>
          <p className="note">{words.kept}</p>
          <p className="note">{words.lists}</p>
          <PrintableSheetLink slug={platform.slug} on={on} />
        </AsOfDateContext>
      ) : null}
    </>
  );
}

function Band({ data: { on, platform, kept } }: { data: DatedFigures }) {
  const { t, format, href, now } = usePage();
  const words = t.figures.asOf;
  const { slug, figuresSince: since } = platform;
  return (
    <div className="as-of">
      <p>
        <strong>
          {kept ? words.band({ day: format.weekday(on) }) : words.missing({ day: format.day(on) })}
        </strong>
        {' · '}
        <a href={href('platform', { slug })}>{words.today}</a>
      </p>
      {kept || since === null || since > today(now) ? null : (
        <p>
          {words.first}{' '}
          <a href={href('platform', { slug }, { on: since })}>{format.weekday(since)}</a>
        </p>
      )}
    </div>
  );
}

/**
 * Sets the time of its children to the start of that Monday, so that relative times are computed from
 * it.
 */
export function AsOfDateContext({ on, children }: { on: Day; children: ReactNode }) {
  const page = usePage();
  return (
    <PageContextValue value={{ ...page, now: new Date(`${on}T00:00:00Z`) }}>
      {children}
    </PageContextValue>
  );
}

function Figures({ platform }: { platform: PlatformResponse }) {
  const page = usePage();
  const { t } = page;
  const { slips } = platform.evidence;
  return (
    <div className="platform-grid">
      <div>
        <StandingSummary platform={platform} tables={null} />
        <PlatformFiguresPanel platform={platform} tables={null} />
        <p className="note">{t.common.notSample}</p>
        <Section title={t.figures.asOf.why}>
          <ul>
            {standingReasonSentences(platform, page).map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </Section>
      </div>
      <div>
        {slips.until === null ? null : (
          <>
            <DelayChart slips={slips} />
            <MonthChart months={slips.months} />
          </>
        )}
      </div>
    </div>
  );
}

/** Link to the printable sheet of a platform. */
export function PrintableSheetLink({ slug, on }: { slug: string; on?: Day }) {
  const { t, href } = usePage();
  return (
    <p className="links">
      <a href={href('platformSheet', { slug }, { on })}>{t.figures.cite.sheet}</a>
    </p>
  );
}
