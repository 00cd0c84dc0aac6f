import { formatMoney } from '#shared/core/money.ts';
import { shareOfMinimumWage } from '#shared/directory/currency-conversion.ts';
import type { PlatformResponse } from '#shared/directory/platforms.ts';
import type { ReferenceData } from '#shared/directory/reference-data.ts';
import { expectedPaymentDelay } from '#shared/evidence/payout-evidence.ts';
import { DEFAULT_WAGE_COUNTRY } from '#web/evidence/hourly-pay/wage-text.ts';
import { formatDay } from '#web/format.ts';
import type { PageContext } from '#web/page.ts';

type Words = Pick<PageContext, 'language' | 't'>;
export type StandingSummaryText = { readonly lead: string; readonly rest: string };

/**
 * The summary: the standing's word, that it pays little if so, the figures of released slips, then
 * what is said of these weeks. Without `tables` low pay is not judged.
 */
export function standingSummaryInWords(
  platform: PlatformResponse,
  words: Words,
  tables: ReferenceData | null,
): StandingSummaryText {
  const { t } = words;
  const { standing, evidence } = platform;
  const isBlank =
    standing.state === 'unknown' &&
    standing.lines.length === 0 &&
    evidence.slips.until === null &&
    evidence.tasks === null;
  const rest = isBlank
    ? [t.answer.beFirst]
    : [
        ...closed(platform, words),
        ...figures(platform, words),
        ...standing.lines
          // The slip says it, where there is one.
          .filter((line) => line !== 'several-paid' || evidence.slips.until === null)
          .map(
            (line) =>
              (line === 'several-waiting' ? waitingBeyondPromise(platform, words) : null) ??
              t.answer.lines[line],
          ),
      ];
  return { lead: leadOf(platform, words, tables), rest: rest.join(' ') };
}

/** "Oui, mais peu : 3,90 € de l'heure." where it pays, below the minimum wage; else "Oui.". */
function leadOf(
  { standing: { state }, evidence }: PlatformResponse,
  { t, language }: Words,
  tables: ReferenceData | null,
): string {
  const hourly = evidence.tasks?.hourly ?? null;
  if (hourly === null || (state !== 'reliable' && state !== 'promising'))
    return t.answer.lead[state];
  const rate = { minor: hourly.median, currency: hourly.currency };
  const wage = tables?.wages.find(({ country }) => country === DEFAULT_WAGE_COUNTRY);
  const share = wage === undefined ? null : shareOfMinimumWage(rate, wage, tables?.rates ?? []);
  return share !== null && share < 1
    ? t.answer.leadLowPay[state]({
        hourly: formatMoney(Math.round(rate.minor), rate.currency, language),
      })
    : t.answer.lead[state];
}

function closed({ closedOn }: PlatformResponse, { t, language }: Words): string[] {
  return closedOn === null ? [] : [t.answer.recordedClosed({ day: formatDay(closedOn, language) })];
}

/** The line on long waits with what was promised; null where that is not the normal wait. */
function waitingBeyondPromise(platform: PlatformResponse, { t }: Words): string | null {
  const { promiseDays, unverified, asOf } = platform;
  // Facts are today's, also where the standing is of an earlier day.
  if (promiseDays === null || asOf !== null || unverified.includes('promiseDays')) return null;
  return promiseDays === expectedPaymentDelay(promiseDays, null)
    ? t.answer.waitingBeyondPromise({ count: promiseDays })
    : null;
}

/** "Sur 214 témoignages, 205 disent payé. La moitié est payée en 4 jours."; nothing below ten. */
function figures({ evidence: { slips } }: PlatformResponse, { t }: Words): string[] {
  const { shareReceived, medianDelayDays: median, paid, notPaid } = slips;
  if (shareReceived === null) return [];
  const half = median === null || paid === 0 ? '' : t.answer.half({ count: median });
  return [t.answer.figures({ count: paid + notPaid, paid, half })];
}
