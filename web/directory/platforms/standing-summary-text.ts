import { formatMoney } from '#shared/core/money.ts';
import type { PlatformResponse } from '#shared/directory/platforms.ts';
import { formatDay, formatShare } from '#web/format.ts';
import type { PageContext } from '#web/page.ts';

type Words = Pick<PageContext, 'language' | 't'>;
export type StandingSummaryText = { readonly lead: string; readonly rest: string };

/** The summary: the standing's sentence, its lines, then the figures of released slips. */
export function standingSummaryInWords(
  platform: PlatformResponse,
  words: Words,
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
        ...standing.lines.map((line) => t.answer.lines[line]),
        ...figures(platform, words),
        ...ofTasks(platform, words),
      ];
  return { lead: t.answer.lead[standing.state], rest: rest.join(' ') };
}

function closed({ closedOn }: PlatformResponse, { t, language }: Words): string[] {
  return closedOn === null ? [] : [t.answer.recordedClosed({ day: formatDay(closedOn, language) })];
}

/** "96 % of the 211 reports shown in 12 months say that they were paid, half within 4 days." */
function figures({ evidence: { slips } }: PlatformResponse, { t, language }: Words): string[] {
  const { shareReceived: share, medianDelayDays: median, paid, notPaid } = slips;
  if (share === null) return [];
  const half = median === null ? '' : t.answer.half({ count: median });
  return [t.answer.figures({ share: formatShare(share, language), count: paid + notPaid, half })];
}

/** "Ses tâches rapportent 3,10 € de l'heure, et 12 % sont refusées sans raison." */
function ofTasks({ evidence: { tasks } }: PlatformResponse, { t, language }: Words): string[] {
  const hourly = tasks?.hourly ?? null;
  const refused = tasks?.refused ?? null;
  const money = hourly === null ? null : formatMoney(hourly.median, hourly.currency, language);
  const share = refused === null ? null : formatShare(refused.withoutReasonShare, language);
  if (money !== null && share !== null) return [t.answer.tasksBoth({ hourly: money, share })];
  if (money !== null) return [t.answer.tasksPay({ hourly: money })];
  return share === null ? [] : [t.answer.tasksRefused({ share })];
}
