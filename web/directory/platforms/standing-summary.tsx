import { monthOf } from '#shared/core/days.ts';
import type { PlatformResponse } from '#shared/directory/platforms.ts';
import { usePage } from '#web/page-context.ts';
import { standingSummaryInWords } from './standing-summary-text.ts';
import { StandingStamp } from './standing-stamp.tsx';

/** The stamp of a standing and its lines, which are of this week; then until when the figures reach. */
export function StandingSummary({ platform }: { platform: PlatformResponse }) {
  const page = usePage();
  const { t, format } = page;
  const { standing, evidence } = platform;
  const { until } = evidence.slips;
  const { lead, rest } = standingSummaryInWords(platform, page);
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
      {blank ? null : (
        <p className="marker">
          {until === null ? t.answer.noFigures : t.answer.until({ day: format.weekday(until) })}
        </p>
      )}
    </div>
  );
}
