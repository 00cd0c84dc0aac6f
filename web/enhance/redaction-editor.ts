import type { AmountAndDayOffer } from '#shared/media/read-amount-and-day.ts';
import { drawBarJitter } from '#shared/media/cover-bars.ts';
import type { OcrReading } from '#shared/media/ocr-reading.ts';
import { findPart, setText } from '#web/evidence/workbook/dom-helpers.ts';
import { PAPER, checkFits, coverColour, renderRedactedPicture } from './redaction-canvas.ts';
import { showCheck, type CheckSentences } from './redaction-check.ts';
import { platformNames } from './redaction-kept-names.ts';
import { mountOwnWords, type OwnWordsSentences } from './redaction-own-words.ts';
import {
  factsOf,
  readPieces,
  unreadPieces,
  type Piece,
  type KeptRows,
  type ShownFact,
} from './redaction-pieces.ts';
import { createStage, type StageSentences } from './redaction-stage.ts';
import { isDataSaverOn } from './data-saver.ts';

export { openPicture } from './redaction-canvas.ts';
export { offerRecognisedValues } from './redaction-amount-offers.ts';

/** The field's sentences that are not in the editor's template. */
export type EditorSentences = StageSentences &
  CheckSentences &
  OwnWordsSentences & {
    readonly status: {
      readonly reading: string;
      readonly read: string;
      readonly notRead: string;
      readonly failed: string;
      /** "# visibles, ## couverts.": replaced by the numbers of shown and of covered pieces. */
      readonly count: string;
    };
    readonly confirm: string;
    readonly bare: string;
  };

export type Editor = {
  readonly element: HTMLElement;
  /** Whether any part of the picture is covered or cut. */
  readonly keepsBack: () => boolean;
  /** Runs `then` once she has looked at each piece that she shows: at once where there is none. */
  readonly check: (then: () => void) => void;
  /** Renders the picture as shown, for upload. */
  readonly burn: () => Promise<File>;
  /** Tells that nothing is covered, and scrolls into view. */
  readonly remind: () => void;
};

/** Callbacks by which the editor informs the field that contains it. */
export type EditorEvents = {
  readonly confirm: () => void;
  readonly leave: () => void;
  /** Called once the picture was read. */
  readonly read: (offer: AmountAndDayOffer) => void;
  /** Called with what readers of the picture learn, beside platform and outcome. */
  readonly show: (facts: readonly ShownFact[]) => void;
};

/** Whether a picture was read on this page, so that the engine is there. */
let hasRead = false;
/** Height-to-width ratio from which a picture is hard to read when made smaller. */
const TALL = 2.5;

/**
 * Opens the editor for a picture, which is covered at once, by rows of text; reading it, which needs
 * no tap, replaces them by covers of single words.
 */
export function createRedactionEditor(
  template: HTMLTemplateElement,
  picture: HTMLImageElement,
  words: EditorSentences,
  events: EditorEvents,
): Editor {
  // Imported rather than cloned: pictures do not load in the template's own document.
  const root = document.importNode(template.content, true).firstElementChild;
  if (!(root instanceof HTMLElement)) throw new Error('no editor');
  const part = (name: string): HTMLElement => findPart(root, name);
  const inputs = { top: part('top'), bottom: part('bottom') };
  const { naturalWidth: width, naturalHeight: whole } = picture;
  const size = { width, height: whole };
  checkFits(picture);
  let rows: KeptRows = { top: 0, bottom: whole };
  /** Covering by rows of text, once it began. */
  let coveringRows: Promise<void> | null = null;
  let read: OcrReading | null = null;
  let own: readonly string[] = [];
  /** The pieces that she saw in the last check. */
  let looked: ReadonlySet<Piece['box']> = new Set();
  let confirmed: (() => void) | null = null;

  const jitter = drawBarJitter();
  const stage = createStage(part('stage'), picture, words, jitter, update);
  const isCut = (): boolean => rows.top > 0 || rows.bottom < whole;
  const keepsBack = (): boolean => stage.covers().length > 0 || isCut();

  function update(): void {
    const visible = stage.visible();
    const covers = stage.covers().length;
    setText(
      part('count'),
      words.status.count.replace('##', String(covers)).replace('#', String(visible.length)),
    );
    part('confirm').textContent = keepsBack() ? words.confirm : words.bare;
    part('undo').toggleAttribute('disabled', !stage.canUndo());
    if (keepsBack()) part('remind').hidden = true;
    const facts = factsOf(visible);
    part('facts').hidden = facts.length === 0;
    events.show(facts);
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

  async function readPicture(): Promise<void> {
    const bar = part('progress');
    bar.hidden = false;
    setText(part('status'), words.status.reading);
    // Hidden while it works: a second tap would fetch everything again.
    part('search').hidden = true;
    try {
      const library = await import('./redaction-ocr.ts');
      const { reading, offer } = await library.readPicture(picture, (share) => {
        if (bar instanceof HTMLProgressElement) bar.value = share;
      });
      read = reading;
      await coverWords(reading);
      setText(part('status'), words.status.read);
      events.read(offer);
      hasRead = true;
    } catch {
      read = null;
      await coverRows();
      setText(part('status'), words.status.failed);
      part('search').hidden = false;
    }
    bar.hidden = true;
  }

  function coverRows(): Promise<void> {
    coveringRows ??= findAndCoverRows();
    return coveringRows;
  }

  async function findAndCoverRows(): Promise<void> {
    // If the rows cannot be found, the whole picture stays covered.
    const rowsOfText = await import('./redaction-ocr.ts')
      .then(({ findRows }) => findRows(picture))
      .catch(() => null);
    if (rowsOfText !== null) stage.take(unreadPieces(rowsOfText, size, jitter));
  }

  async function coverWords(reading: OcrReading): Promise<void> {
    const { coverReading } = await import('./redaction-ocr.ts');
    const options = { keep: platformNames(part('stage')), ownWords: own, jitter };
    stage.take(readPieces(await coverReading(picture, reading, options)));
  }

  /** Shows the check in place of the picture, or the picture again. */
  function showCheckPanel(toCheck: boolean): void {
    part('paint').hidden = toCheck;
    part('check').hidden = !toCheck;
    part(toCheck ? 'check-title' : 'confirm').focus({ preventScroll: true });
    root?.scrollIntoView({ block: 'start' });
  }

  function check(then: () => void): void {
    const visible = stage.visible();
    const chosen = visible.filter(({ kind }) => kind !== 'harmless');
    if (chosen.every(({ box }) => looked.has(box))) return then();
    confirmed = then;
    showCheck(part('check'), picture, { visible, covers: stage.covers() }, words, stage.cover);
    showCheckPanel(true);
  }

  part('search').addEventListener('click', () => void readPicture());
  part('undo').addEventListener('click', stage.undo);
  part('add').addEventListener('click', stage.addInSight);
  part('zoom').addEventListener('click', ({ currentTarget: button }) => {
    const large = part('frame').classList.toggle('large');
    if (button instanceof HTMLElement) button.setAttribute('aria-pressed', String(large));
  });
  inputs.top.addEventListener('input', cut);
  inputs.bottom.addEventListener('input', cut);
  part('confirm').addEventListener('click', () => check(events.confirm));
  part('leave').addEventListener('click', events.leave);
  part('back').addEventListener('click', () => showCheckPanel(false));
  part('checked').addEventListener('click', () => {
    looked = new Set(stage.visible().map(({ box }) => box));
    showCheckPanel(false);
    confirmed?.();
  });
  mountOwnWords(part('own'), words, (typed) => {
    own = typed;
    // If the words cannot be covered, covers the whole picture: nothing is known to be harmless.
    if (read !== null)
      void coverWords(read).catch(() => stage.take(unreadPieces([], size, jitter)));
  });
  if (whole > width * TALL) {
    part('tall').hidden = false;
    part('cut').toggleAttribute('open', true);
  }
  // Desktop screenshots are wider than the form, with small letters.
  root.classList.toggle('wide', width > whole);
  const colour = coverColour(picture);
  part('stage').style.setProperty('--cover', colour);
  part('stage').classList.toggle('on-dark', colour === PAPER);
  stage.showRows(rows);
  if (isDataSaverOn()) void coverRows().then(() => setText(part('status'), words.status.notRead));
  else {
    // After the first picture the engine is loaded and reads within seconds; until then the picture
    // stays covered whole, without finding rows.
    if (!hasRead) void coverRows();
    void readPicture();
  }

  return {
    element: root,
    keepsBack,
    check,
    burn: () =>
      renderRedactedPicture(
        picture,
        stage.covers().map(({ bar }) => bar),
        rows,
      ),
    remind: () => {
      part('remind').hidden = false;
      part('confirm').focus();
    },
  };
}
