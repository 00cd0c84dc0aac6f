import { findBoxesToCover } from '#shared/media/redaction.ts';
import { readAmountAndDay, type AmountAndDayOffer } from '#shared/media/read-amount-and-day.ts';
import type { OcrWord } from '#shared/media/ocr-words.ts';
import { renderRedactedPicture, coverColour, type Rows } from './redaction-canvas.ts';
import { coversOf } from './redaction-covers.ts';
import { platformNames } from './redaction-kept-names.ts';
import type { OcrLanguage } from './redaction-ocr.ts';
import { createStage, type StageSentences } from './redaction-stage.ts';

export { openPicture } from './redaction-canvas.ts';
export { offerRecognisedValues } from './redaction-amount-offers.ts';

/** The field's sentences, besides those in the editor's template. */
export type EditorSentences = StageSentences & {
  readonly status: {
    readonly searching: string;
    readonly found: readonly string[];
    readonly failed: string;
  };
  readonly confirm: string;
  readonly bare: string;
};

export type Editor = {
  readonly element: HTMLElement;
  /** Whether any part of the picture is covered or cut. */
  readonly keepsBack: () => boolean;
  /** Renders the picture as shown, for upload. */
  readonly burn: () => Promise<File>;
  /** Tells that nothing is covered yet, and scrolls into view. */
  readonly remind: () => void;
};

/** Height-to-width ratio from which a picture is hard to read when made smaller. */
const TALL = 2.5;

/** Opens the editor for a picture; `decided` gets the user's choice. */
export function createRedactionEditor(
  template: HTMLTemplateElement,
  picture: HTMLImageElement,
  words: EditorSentences,
  decided: { attach: () => void; leave: () => void; read: (offer: AmountAndDayOffer) => void },
): Editor {
  // Imported rather than cloned: pictures do not load in the template's own document.
  const root = document.importNode(template.content, true).firstElementChild;
  if (!(root instanceof HTMLElement)) throw new Error('no editor');
  const part = (name: string): HTMLElement => {
    const element = root.querySelector<HTMLElement>(`[data-part="${name}"]`);
    if (element === null) throw new Error(`no ${name}`);
    return element;
  };
  const inputs = { top: part('top'), bottom: part('bottom'), proposed: part('proposed') };
  const found = part('found');
  const whole = picture.naturalHeight;
  let rows: Rows = { top: 0, bottom: whole };
  const isCut = (): boolean => rows.top > 0 || rows.bottom < whole;

  const stage = createStage(part('stage'), picture, words, update);
  const keepsBack = (): boolean => stage.covers().length > 0 || isCut();

  function update(): void {
    part('confirm').textContent = keepsBack() ? words.confirm : words.bare;
    part('undo').toggleAttribute('disabled', !stage.canUndo());
    if (keepsBack()) part('remind').hidden = true;
  }

  function cut(): void {
    const share = (input: HTMLElement): number =>
      input instanceof HTMLInputElement ? Number(input.value) / 100 : 0;
    const top = Math.round(whole * share(inputs.top));
    const bottom = Math.round(whole * (1 - share(inputs.bottom)));
    // Keep some rows between the two edges.
    if (bottom - top > whole / 20) rows = { top, bottom };
    stage.showRows(rows);
    update();
  }

  async function search(language: OcrLanguage): Promise<void> {
    const bar = part('progress');
    bar.hidden = false;
    found.textContent = words.status.searching;
    // Hidden while it works: a second tap would fetch everything again.
    part('search').hidden = true;
    part('english').hidden = true;
    try {
      const { readWords } = await import('./redaction-ocr.ts');
      const read = await readWords(picture, language, (share) => {
        if (bar instanceof HTMLProgressElement) bar.value = share;
      });
      show(read);
      part('english').hidden = language === 'eng';
    } catch {
      found.textContent = words.status.failed;
      part('search').hidden = false;
    }
    bar.hidden = true;
  }

  function show(read: readonly OcrWord[]): void {
    stage.know(read);
    const findings = findBoxesToCover(read, { keep: platformNames(part('stage')) });
    const more = coversOf(findings, stage.covers());
    if (more.length > 0) stage.add(more);
    const sentences = words.status.found;
    found.textContent = (sentences[Math.min(more.length, sentences.length - 1)] ?? '').replace(
      '#',
      String(more.length),
    );
    part('switch').hidden = part('switch').hidden && findings.every(({ certain }) => certain);
    decided.read(readAmountAndDay(read));
  }

  part('search').addEventListener('click', () => void search('fra'));
  part('english').addEventListener('click', () => void search('eng'));
  part('undo').addEventListener('click', stage.undo);
  part('add').addEventListener('click', stage.addInSight);
  part('zoom').addEventListener('click', ({ currentTarget: button }) => {
    const large = part('frame').classList.toggle('large');
    if (button instanceof HTMLElement) button.setAttribute('aria-pressed', String(large));
  });
  inputs.proposed.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLInputElement) stage.showProposed(target.checked);
  });
  inputs.top.addEventListener('input', cut);
  inputs.bottom.addEventListener('input', cut);
  part('confirm').addEventListener('click', decided.attach);
  part('leave').addEventListener('click', decided.leave);
  if (whole > picture.naturalWidth * TALL) {
    part('tall').hidden = false;
    part('cut').toggleAttribute('open', true);
  }
  // Desktop screenshots are wider than the form, with small letters.
  root.classList.toggle('wide', picture.naturalWidth > whole);
  part('stage').style.setProperty('--cover', coverColour(picture));
  stage.showRows(rows);
  update();
  if (isGoodLine()) void search('fra');

  return {
    element: root,
    keepsBack,
    burn: () =>
      renderRedactedPicture(
        picture,
        stage.covers().map(({ box }) => box),
        rows,
      ),
    remind: () => {
      part('remind').hidden = false;
      part('confirm').focus();
    },
  };
}

/** Whether the connection is known to be good; otherwise the user is asked before fetching. */
function isGoodLine(): boolean {
  const line = (navigator as { connection?: { effectiveType?: string; saveData?: boolean } })
    .connection;
  return line?.effectiveType === '4g' && line.saveData !== true;
}
