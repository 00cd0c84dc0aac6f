import { createButton } from '#web/evidence/workbook/dom-helpers.ts';
import type { Messages } from '#web/i18n/messages.ts';

/** The Translator API of browsers that translate on the device, as far as it is used here. */
export type DeviceTranslator = {
  readonly availability: (pair: LanguagePair) => Promise<string | null>;
  /** Must be called upon an act of the user; may download the languages first. */
  readonly create: (
    pair: LanguagePair,
  ) => Promise<{ readonly translate: (text: string) => Promise<string>; destroy(): void }>;
};
type LanguagePair = { readonly sourceLanguage: string; readonly targetLanguage: string };

const BLOCKS = 'p, li, h1, h2, h3, h4, td, th, pre';

/**
 * Offers the translation of a topic or boycott where the browser makes it on the device: nothing is
 * sent. Each translation stands below its text, which keeps its links and its words.
 */
export function enhance(element: HTMLElement): void {
  const { Translator: translator } = globalThis as { Translator?: DeviceTranslator };
  const { from = '', to = '', words: text = '{}' } = element.dataset;
  const words = JSON.parse(text) as Messages['forum']['thread']['otherLanguage']['script'];
  const pair = { sourceLanguage: from, targetLanguage: to };
  const status = document.createElement('span');
  status.className = 'translation-state';
  status.setAttribute('role', 'status');
  let translated: HTMLElement[] = [];

  const button = createButton(words.translate, async () => {
    if (translator === undefined) return;
    if (translated.length > 0) {
      for (const one of translated) one.hidden = !one.hidden;
      const hidden = translated[0]?.hidden === true;
      button.textContent = hidden ? words.translate : words.hide;
      return;
    }
    button.disabled = true;
    status.textContent = words.working;
    try {
      translated = await translateTexts(translator, pair, words.made);
      button.textContent = words.hide;
      status.textContent = '';
    } catch {
      status.textContent = words.failed;
    }
    button.disabled = false;
    button.focus();
  });

  void offer();

  async function offer(): Promise<void> {
    const availability = (await translator?.availability(pair)) ?? 'unavailable';
    if (availability === 'unavailable' || !element.isConnected) return;
    if (availability !== 'available') status.textContent = words.downloads;
    element.append(' ', button, status);
  }
}

/** Adds the translation below the title and each post in that language; returns the added elements. */
async function translateTexts(
  translator: DeviceTranslator,
  pair: LanguagePair,
  label: string,
): Promise<HTMLElement[]> {
  const session = await translator.create(pair);
  try {
    const made: HTMLElement[] = [];
    const texts = document.querySelectorAll<HTMLElement>(
      `main :is(h1, h1 > bdi, .post-text, .told)[lang="${pair.sourceLanguage}"]`,
    );
    for (const text of texts) {
      const translation = document.createElement('div');
      translation.className = 'translation';
      translation.lang = pair.targetLanguage;
      if (made.length === 0) translation.append(paragraph(label));
      for (const block of blocksOf(text)) {
        // One after the other: the browser has one model.
        translation.append(paragraph(await session.translate(block)));
      }
      made.push(translation);
    }
    // All at once, so that a failure leaves no half of it.
    [...texts].forEach((text, index) => (text.closest('h1') ?? text).after(made[index] ?? ''));
    return made;
  } finally {
    session.destroy();
  }
}

/** The texts of the innermost blocks, in their order; quotations are of other posts. */
function blocksOf(text: HTMLElement): string[] {
  const inner = [...text.querySelectorAll<HTMLElement>(BLOCKS)].filter(
    (block) => block.querySelector(BLOCKS) === null && block.closest('blockquote') === null,
  );
  return (inner.length === 0 ? [text] : inner).map(textOf).filter((words) => words !== '');
}

/** Its words without the mark of their language, which is in the language of the page. */
function textOf(block: HTMLElement): string {
  const words = block.cloneNode(true) as HTMLElement;
  for (const mark of words.querySelectorAll('small[lang]')) mark.remove();
  return words.textContent.trim();
}

function paragraph(text: string): HTMLElement {
  const made = document.createElement('p');
  made.textContent = text;
  return made;
}
