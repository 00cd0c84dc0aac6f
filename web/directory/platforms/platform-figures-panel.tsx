import type { PlatformResponse } from '#shared/directory/platforms.ts';
import type { ReferenceData } from '#shared/directory/reference-data.ts';
import type { TaskFigures } from '#shared/evidence/tasks.ts';
import { usePage } from '#web/page-context.ts';
import { newThreadAddress } from '#web/community/forum/page-addresses.ts';
import { formatShare } from '#web/format.ts';
import { FigureRow } from '#web/ui/figure-row.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';
import { WageOfChosenCountry } from '#web/evidence/hourly-pay/wage-country-select.tsx';
import { formatPerHour } from '#web/evidence/hourly-pay/wage-text.ts';

/** A platform's figures as a panel, with its total at the foot. */
export function PlatformFiguresPanel({
  platform,
  tables,
}: {
  platform: PlatformResponse;
  /** Minimum wages and exchange rates; null for an earlier day, to which today's do not apply. */
  tables: ReferenceData | null;
}) {
  const { t, format } = usePage();
  const { evidence } = platform;
  const { slips } = evidence;
  const words = t.answer.panel;
  const number = (count: number): string => format.number(count);
  return (
    <section className="slip" aria-labelledby="figures-panel-title">
      <h2 id="figures-panel-title">{words.title}</h2>
      <dl>
        {slips.until === null ? null : (
          <>
            <FigureRow label={words.paid}>{number(slips.paid)}</FigureRow>
            <FigureRow label={words.notPaid}>{number(slips.notPaid)}</FigureRow>
          </>
        )}
        <FigureRow label={words.proofs}>{number(evidence.proofs)}</FigureRow>
        <FigureRow label={words.incidents}>{number(evidence.incidents)}</FigureRow>
        <FigureRow label={words.closedAccounts}>
          {evidence.accountsClosedWithoutReason === 0
            ? number(evidence.accountsClosed)
            : words.withoutReason({
                count: evidence.accountsClosed,
                unexplained: evidence.accountsClosedWithoutReason,
              })}
        </FigureRow>
        {evidence.tasks === null ? null : <TaskRows tasks={evidence.tasks} tables={tables} />}
        {tables === null ? null : <TermRows platform={platform} />}
        <FigureRow
          className="total"
          label={words.share}
          small={
            slips.until === null ? null : (
              <>
                {words.shareOf({ count: slips.paid + slips.notPaid })}
                <br />
                {words.until({ day: format.weekday(slips.until) })}
              </>
            )
          }
        >
          {slips.shareReceived === null ? '–' : format.share(slips.shareReceived)}
        </FigureRow>
      </dl>
    </section>
  );
}

/** The hourly rate of the platform's tasks beside a minimum wage, and unexplained refusals. */
function TaskRows({ tasks, tables }: { tasks: TaskFigures; tables: ReferenceData | null }) {
  const page = usePage();
  const words = page.t.answer.panel;
  const { hourly, refused } = tasks;
  const rate = hourly === null ? null : { minor: hourly.median, currency: hourly.currency };
  return (
    <>
      {hourly === null || rate === null ? null : (
        <FigureRow
          label={words.hourly}
          small={
            <>
              {words.hourlyBy({ count: hourly.members })}
              {tables === null ? null : (
                <>
                  <br />
                  <WageOfChosenCountry hourly={rate} tables={tables} short />
                </>
              )}
            </>
          }
        >
          {formatPerHour(rate, page)}
        </FigureRow>
      )}
      {refused === null ? null : (
        <FigureRow
          label={words.refusedWithoutReason}
          small={words.refusedBy({ count: refused.members })}
        >
          {formatShare(refused.withoutReasonShare, page.language)}
        </FigureRow>
      )}
    </>
  );
}

/** An empty panel: what would fill it, and how to begin. */
export function EmptyPlatformFiguresPanel({ platform }: { platform: PlatformResponse }) {
  const { t, language } = usePage();
  const words = t.answer.panel;
  return (
    <section className="slip" aria-labelledby="figures-panel-title">
      <h2 id="figures-panel-title">{words.emptyTitle}</h2>
      <p>{words.empty}</p>
      <h3>{words.begin}</h3>
      <Lines ordered className="begin" of={words.steps} />
      <p>
        <a className="button second" href={newThreadAddress(language, 'platform', platform.slug)}>
          {t.forum.section.ask}
        </a>
      </p>
      <dl>
        <TermRows platform={platform} />
      </dl>
    </section>
  );
}

/** The platform's own terms; where one is unknown, the row asks members to add it. */
function TermRows({ platform }: { platform: PlatformResponse }) {
  const { t, format, href } = usePage();
  const { threshold, promiseDays, slug } = platform;
  const tellUs = <a href={href('correctPlatform', { slug })}>{t.common.tellUs}</a>;
  const unknown = <span className="unknown-fact">{t.common.unknown}</span>;
  return (
    <>
      <FigureRow label={t.answer.panel.threshold} small={threshold === null ? tellUs : null}>
        {threshold === null
          ? unknown
          : threshold.minor === 0
            ? t.platforms.noThreshold
            : format.money(threshold.minor, threshold.currency)}
      </FigureRow>
      <FigureRow label={t.answer.panel.promise} small={promiseDays === null ? tellUs : null}>
        {promiseDays === null ? unknown : t.answer.panel.promiseDays({ count: promiseDays })}
      </FigureRow>
    </>
  );
}
