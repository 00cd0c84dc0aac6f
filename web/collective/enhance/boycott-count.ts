import { fetchJson } from '#web/collective/pledges/anonymous-fetch.ts';
import {
  countPublishedPledges,
  type PublishedCountFault,
  type PublishedPledge,
} from '#web/collective/pledges/count-published-pledges.ts';
import { SITE_RECORD_SOURCES, recheckRecord } from '#web/collective/pledges/site-record-answers.ts';
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
  const button = element.querySelector('button');
  const status = element.querySelector('[role=status]');
  const boycott = element.dataset['boycott'] ?? '';
  // Without https browsers have no WebCrypto.
  if (button === null || status === null || globalThis.crypto.subtle === undefined) return;
  const words = JSON.parse(element.dataset['words'] ?? '') as Words;
  const say = (kind: 'aside' | 'done' | 'alert', ...sentences: string[]): void => {
    status.className = kind;
    status.replaceChildren(
      ...sentences.map((sentence) => {
        const line = document.createElement('p');
        line.textContent = sentence;
        return line;
      }),
    );
  };
  button.hidden = false;
  button.addEventListener('click', async () => {
    button.disabled = true;
    say('aside', words.counting);
    try {
      const [checked, { pledges }] = await Promise.all([
        recheckRecord(),
        fetchJson(`/api/boycotts/${boycott}/pledges`) as Promise<{ pledges: PublishedPledge[] }>,
      ]);
      const faults = await countPublishedPledges(SITE_RECORD_SOURCES, checked, boycott, pledges);
      if (faults === null) say('aside', words.waits);
      else if (faults.length === 0)
        say('done', fillPlaceholder(words.fits, String(pledges.length)));
      else say('alert', words.misfit, ...faults.map((fault) => words.faults[fault]));
    } catch {
      say('aside', words.offline);
    }
    button.disabled = false;
  });
}
