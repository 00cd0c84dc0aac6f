import { monthOf } from '#shared/core/days.ts';
import type { PlatformResponse } from '#shared/directory/platforms.ts';
import type { ReferenceData } from '#shared/directory/reference-data.ts';
import { usePage } from '#web/page-context.ts';
import { standingSummaryInWords } from './standing-summary-text.ts';
import { StandingStamp } from './standing-stamp.tsx';

/**
 * The stamp of a standing and its sentence, which are of this week; then until when the figures
 * reach, unless the slip beside says it.
 */
export function StandingSummary(props: {
  platform: PlatformResponse;
  /** Null for an earlier day, to which today's wages do not apply. */
  tables: ReferenceData | null;
  besideSlip?: boolean;
}) {
  const page = usePage();
  const { t, format } = page;
  const { platform, tables, besideSlip } = props;
  const { standing, evidence } = platform;
  const { until } = evidence.slips;
  const { lead, rest } = standingSummaryInWords(platform, page, tables);
  const blank = standing.state === 'unknown' && standing.lines.length === 0 && until === null;
  return (
    <div className="answer-block">
      <StandingStamp
        state={standing.state}
        {...(blank
          ? {}
          : {
              note: t.answer.stampSince({ month: format.month(monthOf(standing.since)) }),
            })}
      />
      <p className="answer">
        <strong>{lead}</strong> {rest}
      </p>
      {blank || (besideSlip === true && until !== null) ? null : (
        <p className="marker">
          {until === null ? t.answer.noFigures : t.answer.until({ day: format.weekday(until) })}
        </p>
      )}
    </div>
  );
}
