import { formatMoney } from '#shared/core/money.ts';
import type { PublishedTask, TaskFigures } from '#shared/evidence/tasks.ts';
import { formatShare } from '#web/format.ts';
import type { PageContext } from '#web/page.ts';

/** Smallest share that is shown: half a percent; smaller ones count as zero. */
const LEAST_SHARE = 0.005;

type Words = Pick<PageContext, 'language' | 't'>;

/** "18 %", or "aucune"; null when nothing was judged. */
export function refusalsInWords(
  { refused }: Pick<TaskFigures, 'refused'>,
  { t, language }: Words,
): string | null {
  if (refused === null) return null;
  if (refused.share === 0) return t.taskPages.neverRefused;
  return formatShare(refused.share, language);
}

/** "12 % refusées sans raison"; null when nothing was judged, or where the share rounds to zero. */
export function silentRefusalsInWords(
  { refused }: Pick<TaskFigures, 'refused'>,
  { t, language }: Words,
): string | null {
  if (refused === null || refused.withoutReasonShare < LEAST_SHARE) return null;
  return t.taskPages.refusedWithout({ share: formatShare(refused.withoutReasonShare, language) });
}

/**
 * "3,10 € de l'heure, d'après au moins 20 membres. La moitié gagne entre …": the hourly pay of a task.
 */
export function taskHourlyPaySentence({ figures }: PublishedTask, { t, language }: Words): string {
  const words = t.taskPages.task;
  if (figures === null) return words.noReports;
  if (figures.hourly === null) return words.noHourly;
  const { currency, low, median, high, members } = figures.hourly;
  const money = (minor: number): string => formatMoney(minor, currency, language);
  const said = words.hourly({ amount: money(median), count: members });
  return low === null || high === null || low === high
    ? said
    : `${said} ${words.half({ low: money(low), high: money(high) })}`;
}
