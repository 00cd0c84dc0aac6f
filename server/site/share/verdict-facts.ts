import type { Language } from '#shared/core/languages.ts';
import type { PlatformResponse } from '#shared/directory/platforms.ts';
import type { StandingState } from '#shared/evidence/standing.ts';
import { formatDay, formatNumber } from '#web/format.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { standingName } from '#web/directory/platforms/standing-text.ts';

/** What badges and cards say of a platform: what its page says to everybody, in fewer words. */
export type VerdictFacts = {
  readonly language: Language;
  readonly name: string;
  readonly question: string;
  readonly state: StandingState;
  readonly verdict: string;
  /** Sentences beside the verdict, at most two. */
  readonly lines: readonly string[];
  /** How many reports say paid, of how many, and the days that half of them took. */
  readonly figures: readonly string[];
  /** Share of reports that say paid, 0 to 1; null without reports. */
  readonly paidShare: number | null;
  /** Who says so, and up to which day. */
  readonly note: string;
};

export function verdictFacts(
  { name, standing, evidence }: PlatformResponse,
  { language, demo }: { readonly language: Language; readonly demo: boolean },
): VerdictFacts {
  const t = messagesFor(language);
  const words = t.embeds;
  const { until, paid, notPaid, medianDelayDays } = evidence.slips;
  const all = paid + notPaid;
  return {
    language,
    name,
    question: t.platforms.question({ name }),
    state: standing.state,
    verdict: standingName(standing.state, language),
    lines: standing.lines.slice(0, 2).map((line) => t.answer.lines[line]),
    figures:
      until === null || all === 0
        ? [t.answer.slip.noFigures]
        : [
            words.reports({ paid, of: formatNumber(all, language) }),
            ...(medianDelayDays === null ? [] : [words.half({ days: medianDelayDays })]),
          ],
    paidShare: all === 0 ? null : paid / all,
    note: demo
      ? t.common.demo
      : until === null
        ? words.saidBy
        : words.saidUntil({ day: formatDay(until, language) }),
  };
}
