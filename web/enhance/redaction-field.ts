import type { Editor, EditorSentences } from './redaction-editor.ts';
import type { OfferSentences } from './redaction-amount-offers.ts';

type FieldWords = EditorSentences & {
  readonly offers: OfferSentences;
  readonly status: {
    readonly ready: string;
    readonly unreadable: string;
    readonly notLoaded: string;
  };
};

/**
 * Lets her cover personal data before a picture is uploaded. The chosen file is never in the form,
 * only the editor's result; until she confirms, the form sends what she sees.
 */
export function enhance(field: HTMLElement): void {
  const form = field.closest('form');
  const input = field.querySelector<HTMLInputElement>('input[type="file"]');
  const template = field.querySelector('template');
  const preview = field.querySelector<HTMLElement>('.picture-preview');
  const status = field.querySelector<HTMLElement>('.picture-size');
  const again = field.querySelector<HTMLElement>('[data-part="again"]');
  const offers = field.querySelector<HTMLElement>('[data-part="offers"]');
  if (!form || !input || !template || !preview || !status || !again || !offers) return;
  const words = JSON.parse(field.dataset['words'] ?? '{}') as FieldWords;
  const row = input.parentElement;
  let editor: Editor | null = null;
  /** `opening`: a picture was chosen, and its editor is not shown yet. */
  let state: 'closed' | 'opening' | 'open' = 'closed';
  let choice = 0;
  let shown = '';

  const take = (): void => {
    const chosen = input.files?.[0];
    if (chosen === undefined) return;
    // Empties the field, so that the uncovered original is never submitted.
    input.value = '';
    void start(chosen);
  };
  input.addEventListener('change', take);
  again.addEventListener('click', show);
  form.addEventListener('submit', (event: SubmitEvent) => {
    if (state === 'closed') return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { submitter } = event;
    if (state === 'opening' || editor === null) return;
    if (!editor.keepsBack()) editor.remind();
    else void attach().then((attached) => attached && form.requestSubmit(submitter));
  });
  // Chosen before this script had loaded.
  take();

  async function start(chosen: File): Promise<void> {
    choice += 1;
    const mine = choice;
    close();
    editor = null;
    state = 'opening';
    showPreview(null);
    offers?.replaceChildren();
    // Loaded with the first picture: most people never choose one.
    const library = await import('./redaction-editor.ts').catch(() => null);
    if (library === null) return refuse(words.status.notLoaded);
    const picture = await library.openPicture(chosen).catch(() => null);
    // Another picture was chosen meanwhile: drop this one.
    if (mine !== choice || !template || !form || !offers) return;
    if (picture === null) return refuse(words.status.unreadable);
    editor = library.createRedactionEditor(template, picture, words, {
      attach: () => void attach(),
      read: (offer) => {
        if (mine === choice) library.offerRecognisedValues(offers, form, offer, words.offers);
      },
      leave: () => {
        close();
        editor = null;
        choose(null);
      },
    });
    show();
  }

  /** Attaches nothing, and tells why. */
  function refuse(sentence: string): void {
    close();
    say(sentence);
  }

  function show(): void {
    if (editor === null || !row) return;
    state = 'open';
    row.after(editor.element);
    row.hidden = true;
    again?.toggleAttribute('hidden', true);
    say('');
  }

  function close(): void {
    state = 'closed';
    editor?.element.remove();
    if (row) row.hidden = false;
  }

  /** Puts the editor's result into the form. @returns whether it is there. */
  async function attach(): Promise<boolean> {
    if (editor === null) return false;
    const made = await editor.burn().catch(() => null);
    close();
    choose(made);
    if (made === null) say(words.status.unreadable);
    return made !== null;
  }

  function choose(made: File | null): void {
    if (!input) return;
    if (made === null) input.value = '';
    else {
      const transfer = new DataTransfer();
      transfer.items.add(made);
      input.files = transfer.files;
    }
    showPreview(made);
    again?.toggleAttribute('hidden', made === null);
    say(made === null ? '' : words.status.ready.replace('#', String(kilobytes(made))));
  }

  function showPreview(made: File | null): void {
    URL.revokeObjectURL(shown);
    preview?.replaceChildren();
    if (made === null) return;
    shown = URL.createObjectURL(made);
    const image = new Image();
    image.alt = '';
    image.src = shown;
    preview?.append(image);
  }

  function say(sentence: string): void {
    if (status) status.textContent = sentence;
  }
}

function kilobytes(file: File): number {
  return Math.ceil(file.size / 1024);
}
