import { findPart, setText } from '#web/evidence/workbook/dom-helpers.ts';
import {
  OWN_WORD_FIELDS,
  forgetOwnWords,
  loadOwnWords,
  saveOwnWords,
  type OwnWords,
} from './own-words-store.ts';

export type OwnWordsSentences = {
  readonly own: {
    /** "Gardés sur cet appareil : #.": `#` is replaced by the kinds of the kept words. */
    readonly kept: string;
    readonly notKept: string;
    readonly forgotten: string;
  };
};

/**
 * Takes the words that its owner wants covered on each picture, and calls `changed` with them, also
 * with those kept before. What is kept is never shown again: the device may be shared.
 */
export function mountOwnWords(
  place: HTMLElement,
  words: OwnWordsSentences,
  changed: (own: readonly string[]) => void,
): void {
  const status = findPart(place, 'own-kept');
  const forget = findPart(place, 'own-forget');
  const inputs = OWN_WORD_FIELDS.map((field) => ({
    field,
    input: findPart<HTMLInputElement>(place, `own-${field}`),
  }));
  let known: OwnWords = {};

  const use = (own: OwnWords): void => {
    known = own;
    changed(Object.values(own));
  };
  const tell = (own: OwnWords): void => {
    const kinds = inputs
      .filter(({ field }) => own[field] !== undefined)
      .map(({ input }) => input.labels?.[0]?.textContent?.trim().toLowerCase() ?? '');
    forget.hidden = kinds.length === 0;
    setText(status, kinds.length === 0 ? '' : words.own.kept.replace('#', kinds.join(', ')));
  };
  const keep = async (): Promise<void> => {
    const typed = inputs
      .map(({ field, input }) => [field, input.value.trim()] as const)
      .filter(([, value]) => value !== '');
    if (typed.length === 0) return;
    const own = { ...known, ...Object.fromEntries(typed) };
    use(own);
    try {
      await saveOwnWords(own);
      tell(own);
      for (const { input } of inputs) input.value = '';
    } catch {
      setText(status, words.own.notKept);
    }
  };

  findPart(place, 'own-keep').addEventListener('click', () => void keep());
  place.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
    // Else the key would send the form around it.
    event.preventDefault();
    void keep();
  });
  forget.addEventListener('click', async () => {
    await forgetOwnWords().catch(() => {});
    for (const { input } of inputs) input.value = '';
    use({});
    tell({});
    setText(status, words.own.forgotten);
  });
  void useKept();

  async function useKept(): Promise<void> {
    const own = await loadOwnWords();
    if (Object.keys(own).length === 0) return;
    use(own);
    tell(own);
  }
}
