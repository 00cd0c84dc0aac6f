import { formatMoney } from '#shared/core/money.ts';
import type { PlatformResponse } from '#shared/directory/platforms.ts';
import { KNOWN_MIN_MEMBERS } from '#shared/evidence/standing-constants.ts';
import { formatDay, formatShare } from '#web/format.ts';
import type { PageContext } from '#web/page.ts';
import { approximateAgeInWords } from './approximate-age.ts';
import { say } from '#web/i18n/say.ts';

/** Below this number of due payouts, counts replace a percentage. */
const MIN_DUE_FOR_SHARE = 20;

type Words = Pick<PageContext, 'language' | 't' | 'now'>;
export type StandingSummaryText = { readonly lead: string; readonly rest: string };

/** The summary: the standing's sentence, then the counts behind it. */
export function standingSummaryInWords(
  platform: PlatformResponse,
  words: Words,
): StandingSummaryText {
  const { t } = words;
  const { standing, evidence } = platform;
  const lead = say(t.answer.lead[standing.state], { count: evidence.members });
  return { lead, rest: [...sentences(platform, words), ...ofTasks(platform, words)].join(' ') };
}

function sentences(platform: PlatformResponse, words: Words): string[] {
  const { t, language } = words;
  const { standing, evidence } = platform;
  const counted = evidence.payouts === 0 ? [] : [countOutcomes(platform, words)];
  switch (standing.state) {
    case 'unknown':
      if (evidence.payouts === 0) return evidence.tasks === null ? [t.answer.beFirst] : [];
      return [
        ...counted,
        evidence.members < KNOWN_MIN_MEMBERS
          ? t.answer.needMore({ min: KNOWN_MIN_MEMBERS })
          : t.answer.needStronger,
      ];
    case 'closed':
      return [
        ...(platform.closedOn === null
          ? []
          : [t.answer.recordedClosed({ day: formatDay(platform.closedOn, language) })]),
        ...counted,
      ];
    case 'reliable':
    case 'promising':
      return [arrived(platform, words), last(platform, words)];
    case 'doubtful':
    case 'not-paying':
      return [
        arrived(platform, words),
        ...(standing.membersUnpaid === 0
          ? []
          : [t.answer.missing({ count: standing.membersUnpaid })]),
        last(platform, words),
      ];
  }
}

/** "Of 15 payouts: 12 received, 3 waited for." */
function countOutcomes({ evidence }: PlatformResponse, { t }: Words): string {
  const outcomes = (['received', 'waiting', 'refused', 'givenUp'] as const).filter(
    (outcome) => evidence[outcome] > 0,
  );
  return t.answer.counted({
    asked: evidence.payouts,
    parts: outcomes.map((outcome) => t.answer[outcome]({ count: evidence[outcome] })).join(', '),
  });
}

/** "96 % of 211 due in 12 months arrived, half of them within 4 days." */
function arrived({ evidence }: PlatformResponse, { t, language }: Words): string {
  const { shareReceived12m: share, due12m: due, medianDelayDays: median } = evidence;
  if (share === null) return t.answer.nothingDue;
  const arrivals =
    due < MIN_DUE_FOR_SHARE
      ? t.answer.arrivedCount({ received: Math.round(share * due), due })
      : t.answer.arrivedShare({ share: formatShare(share, language), due });
  if (median === null) return `${arrivals}.`;
  return `${arrivals}, ${t.answer.half({ count: median })}.`;
}

function last({ evidence }: PlatformResponse, { t, now }: Words): string {
  return evidence.lastReceivedOn === null
    ? t.answer.noneReceived
    : t.answer.last({ ago: approximateAgeInWords(evidence.lastReceivedOn, now, t) });
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
