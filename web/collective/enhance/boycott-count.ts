import { fetchJson } from '#web/collective/blind-signing/anonymous-fetch.ts';
import {
  countPublishedPledges,
  type PublishedCountFault,
  type PublishedPledge,
} from '#web/collective/pledges/count-published-pledges.ts';
import {
  SITE_RECORD_SOURCES,
  recheckRecord,
} from '#web/collective/blind-signing/site-record-sources.ts';
import { enhanceCheck, type CheckResult } from '#web/enhance/check-button.ts';
import { fillPlaceholder } from '#web/evidence/workbook/dom-helpers.ts';

type Words = {
  readonly counting: string;
  /** Sentence with a placeholder for the number of valid signatures. */
  readonly fits: string;
  readonly misfit: string;
  readonly waits: string;
  readonly offline: string;
  readonly faults: Readonly<Record<PublishedCountFault, string>>;
};

/** Verifies and counts the published pledges in the browser, against the public record. */
export function enhance(element: HTMLElement): void {
  const words = JSON.parse(element.dataset['words'] ?? '') as Words;
  const boycott = element.dataset['boycott'] ?? '';
  const check = async (): Promise<CheckResult> => {
    const [checked, { pledges }] = await Promise.all([
      recheckRecord(),
      fetchJson(`/api/boycotts/${boycott}/pledges`) as Promise<{ pledges: PublishedPledge[] }>,
    ]);
    const faults = await countPublishedPledges(SITE_RECORD_SOURCES, checked, boycott, pledges);
    if (faults === null) return { kind: 'aside', sentences: [words.waits] };
    if (faults.length > 0) {
      const told = faults.map((fault) => words.faults[fault]);
      return { kind: 'alert', sentences: [words.misfit, ...told] };
    }
    const fits = fillPlaceholder(words.fits, String(pledges.length));
    return { kind: 'done', sentences: [fits] };
  };
  enhanceCheck(element, words.counting, () =>
    check().catch(() => ({ kind: 'aside', sentences: [words.offline] })),
  );
}
