import type { PlatformResponse } from '#shared/directory/platforms.ts';
import { RECEIPT_WINDOW_DAYS } from '#shared/evidence/standing-constants.ts';
import { usePage } from '#web/page-context.ts';
import { monthOf } from '#shared/core/days.ts';
import { approximateAgeInWords } from './approximate-age.ts';
import { standingSummaryInWords } from './standing-summary-text.ts';
import { StandingStamp } from './standing-stamp.tsx';

/** The stamp of a standing and its summary; raw counts come first where many are pending. */
export function StandingSummary({ platform }: { platform: PlatformResponse }) {
  const page = usePage();
  const { t, format, now } = page;
  const { standing, evidence } = platform;
  const { lead, rest } = standingSummaryInWords(platform, page);
  const blank = standing.state === 'unknown' && evidence.payouts === 0;
  return (
    <div className="answer-block">
      {standing.manyWait === null ? null : (
        <p className="many-wait">
          {t.answer.manyWait({ count: standing.manyWait, days: RECEIPT_WINDOW_DAYS })}
        </p>
      )}
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
      {standing.noNewsSince === null ? null : (
        <p className="marker">
          {t.answer.noNews({ ago: approximateAgeInWords(standing.noNewsSince, now, t) })}
        </p>
      )}
      {standing.mostlyNewAccounts ? <p className="marker">{t.answer.mostlyNew}</p> : null}
    </div>
  );
}
