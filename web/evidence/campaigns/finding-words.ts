import type { Finding } from '#shared/evidence/findings.ts';
import type { PageContext } from '#web/page.ts';
import { formatMonth, formatNumber, formatShare } from '#web/format.ts';

type Context = Pick<PageContext, 't' | 'language'>;

/** A finding in sentences with its numbers and effect. */
export function findingInWords(finding: Finding, { t, language }: Context): string[] {
  const words = t.campaigns;
  const says = words.says[finding.direction];
  const when = monthsInWords(finding, { t, language });
  const share = (part: number, of: number): string =>
    formatShare(of === 0 ? 0 : part / of, language);
  switch (finding.kind) {
    case 'burst': {
      const { voices, days, usual } = finding.numbers;
      return [
        words.burst(voices, says, windowInWords(days, t)),
        words.usual(formatNumber(usual, language), when),
      ];
    }
    case 'cohort': {
      const { young, voices, days, usual, usualShare, contradiction } = finding.numbers;
      return [
        words.cohort(young, says, windowInWords(days, t)),
        words.usual(formatNumber(usual, language), when),
        words.cohortShare(share(young, voices), formatShare(usualShare, language)),
        ...(contradiction === null
          ? [words.noContradiction]
          : [
              words.contradiction(contradiction.opposite, contradiction.witnesses),
              ...suspectsInWords(finding, t),
            ]),
      ];
    }
    case 'lockstep': {
      const { accounts, voices } = finding.numbers;
      if (accounts === null || voices === null) return [words.fewInLockstep];
      return [words.lockstep(accounts, voices)];
    }
    case 'proof-gap': {
      const { proven, provenPraise, unproven, unprovenPraise } = finding.numbers;
      return [
        words.unproven(share(unprovenPraise, unproven), unproven, when),
        words.proven(share(provenPraise, proven), proven),
      ];
    }
  }
}

function suspectsInWords(finding: Finding & { kind: 'cohort' }, t: PageContext['t']): string[] {
  const { suspects } = finding.numbers;
  if (finding.state !== 'open' || suspects === 0) return [];
  return [suspects === null ? t.campaigns.fewSuspects : t.campaigns.suspects(suspects)];
}

function monthsInWords({ months }: Finding, { t, language }: Context): string {
  if (months === null) return '';
  const { first, last } = months;
  return t.campaigns.months(formatMonth(first, language), formatMonth(last, language));
}

function windowInWords(days: number, t: PageContext['t']): string {
  const { week, fortnight, month } = t.campaigns.windows;
  if (days <= 7) return week;
  return days <= 14 ? fortnight : month;
}
