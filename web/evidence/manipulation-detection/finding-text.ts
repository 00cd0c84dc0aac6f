import type { ManipulationFinding } from '#shared/evidence/manipulation-findings.ts';
import type { PageContext } from '#web/page.ts';
import { formatMonth, formatNumber, formatShare } from '#web/format.ts';

type Context = Pick<PageContext, 't' | 'language'>;

/** A finding in sentences with its numbers and effect. */
export function findingInWords(finding: ManipulationFinding, { t, language }: Context): string[] {
  const words = t.campaigns;
  const says = words.says[finding.direction];
  const when = monthsInWords(finding, { t, language });
  const share = (part: number, of: number): string =>
    formatShare(of === 0 ? 0 : part / of, language);
  switch (finding.kind) {
    case 'burst': {
      const { voices, days, usual } = finding.numbers;
      return [
        words.burst({ count: voices, say: says, window: windowInWords(days, t) }),
        words.usual({ count: formatNumber(usual, language), when }),
      ];
    }
    case 'cohort': {
      const { young, voices, days, usual, usualShare, contradiction } = finding.numbers;
      return [
        words.cohort({ count: young, say: says, window: windowInWords(days, t) }),
        words.usual({ count: formatNumber(usual, language), when }),
        words.cohortShare({
          share: share(young, voices),
          usual: formatShare(usualShare, language),
        }),
        ...(contradiction === null
          ? [words.noContradiction]
          : [
              words.contradiction({
                opposite: contradiction.opposite,
                witnesses: contradiction.witnesses,
              }),
              ...(finding.direction === 'blame'
                ? [words.blameCounts]
                : suspectsInWords(finding, t)),
            ]),
      ];
    }
    case 'lockstep': {
      const { accounts, voices } = finding.numbers;
      if (accounts === null || voices === null) return [words.fewInLockstep];
      return [words.lockstep({ count: accounts, voices })];
    }
    case 'proof-gap': {
      const { proven, provenPraise, unproven, unprovenPraise } = finding.numbers;
      return [
        words.unproven({ share: share(unprovenPraise, unproven), count: unproven, when }),
        words.proven({ share: share(provenPraise, proven), count: proven }),
      ];
    }
  }
}

function suspectsInWords(
  finding: ManipulationFinding & { kind: 'cohort' },
  t: PageContext['t'],
): string[] {
  const { suspects } = finding.numbers;
  if (finding.state !== 'open' || suspects === 0) return [];
  return [suspects === null ? t.campaigns.fewSuspects : t.campaigns.suspects({ count: suspects })];
}

function monthsInWords({ months }: ManipulationFinding, { t, language }: Context): string {
  if (months === null) return '';
  const { first, last } = months;
  if (first === last) return t.campaigns.month({ month: formatMonth(first, language) });
  const year = / \d{4}$/;
  const begin = formatMonth(first, language);
  return t.campaigns.months({
    first: first.slice(0, 4) === last.slice(0, 4) ? begin.replace(year, '') : begin,
    last: formatMonth(last, language),
  });
}

function windowInWords(days: number, t: PageContext['t']): string {
  const { week, fortnight, month } = t.campaigns.windows;
  if (days <= 7) return week;
  return days <= 14 ? fortnight : month;
}
