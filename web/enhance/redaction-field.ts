import { SHARE_PARAMETER } from '#web/site/web-app/shared-pictures.ts';
import type { OfferSentences } from './redaction-amount-offers.ts';
import type { Editor, EditorEvents, EditorSentences } from './redaction-editor.ts';
import {
  forgetPicture,
  recallPicture,
  rememberPicture,
  type PictureSession,
} from './redaction-memory.ts';
import type { ShownFact } from './redaction-pieces.ts';
import { isDataSaverOn } from './data-saver.ts';
import { describeUnreadable } from './unreadable-picture.ts';

type FieldWords = EditorSentences & {
  readonly offers: OfferSentences;
  readonly status: {
    readonly ready: string;
    readonly unreadable: string;
    /** The picture fits no canvas of the browser. */
    readonly tooLarge: string;
    /** Said of a file in a format that the browser cannot decode; `#` is the format. */
    readonly format: string;
    readonly notLoaded: string;
  };
};

/**
 * Covers a picture before it is uploaded. The chosen file is never in the form, only the editor's
 * result; until she confirms, the form sends what she sees. Both survive going to another page of
 * the site and back.
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
  /** Container of the offers while a shared picture is in the editor. */
  const shared = form.querySelector<HTMLElement>('[data-part="shared"]');
  const words = JSON.parse(field.dataset['words'] ?? '{}') as FieldWords;
  const row = input.parentElement;
  // What the browser decodes is converted here; the server accepts three formats.
  input.accept = 'image/*';
  const name = `${location.pathname}${location.search} ${new URL(form.action).pathname}`;
  let session: PictureSession | null = null;
  /** `opening`: a picture was chosen, but its editor is not shown yet. */
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
  // Fetch the engine while she looks for the picture.
  input.addEventListener('click', () => {
    // A failure here is ignored: choosing the picture fetches again, and reports it.
    if (!isDataSaverOn()) {
      import('./redaction-fetch.ts').then(({ fetchAhead }) => fetchAhead()).catch(() => undefined);
    }
  });
  again.addEventListener('click', show);
  form.addEventListener('submit', (event: SubmitEvent) => {
    if (state === 'closed') return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { submitter } = event;
    if (state === 'opening' || session === null) return;
    if (!session.editor.keepsBack()) session.editor.remind();
    else {
      session.editor.check(() => {
        void attach().then((attached) => attached && form.requestSubmit(submitter));
      });
    }
  });
  form.addEventListener('turbo:submit-end', (event) => {
    if ((event as CustomEvent<{ success?: boolean }>).detail.success === true) forgetPicture(name);
  });
  // A picture may have been chosen before this script had loaded.
  if (!restore()) take();
  if (location.search.includes(`${SHARE_PARAMETER}=`)) {
    void import('./shared-picture.ts').then(({ openSharedPicture }) =>
      openSharedPicture(field, start),
    );
  }

  /**
   * Takes up the picture that was chosen before she left, unless the server has it already. @returns
   * whether there was one.
   */
  function restore(): boolean {
    // A page that Turbo kept has a copy of the editor, which does nothing.
    for (const copy of field.querySelectorAll('.redact')) copy.remove();
    if (row) row.hidden = false;
    showPreview(null);
    const before = recallPicture(name);
    if (before === undefined) return false;
    if (field.querySelector('[name="_image"]') !== null) {
      forgetPicture(name);
      return false;
    }
    session = before;
    session.host = events(before.editor);
    if (before.attached === null) show();
    else choose(before.attached);
    tell(before.facts);
    return true;
  }

  /** Opens a picture in the editor. @returns false where the editor could not be loaded. */
  async function start(chosen: File): Promise<boolean> {
    choice += 1;
    const mine = choice;
    close();
    drop();
    state = 'opening';
    showPreview(null);
    // Loaded with the first picture: most people never choose one.
    const library = await import('./redaction-editor.ts').catch(() => null);
    if (library === null) {
      refuse(words.status.notLoaded);
      return false;
    }
    const picture = await library.openPicture(chosen).catch(() => null);
    // Another picture was chosen in the meantime: drop this one.
    if (mine !== choice || !template) return true;
    if (picture === null) {
      refuse(await describeUnreadable(chosen, words.status));
      return true;
    }
    let made: PictureSession | null = null;
    const editor = tryTo(() =>
      library.createRedactionEditor(template, picture, words, {
        confirm: () => made?.host.confirm(),
        leave: () => made?.host.leave(),
        read: (offer) => made?.host.read(offer),
        show: (facts) => made?.host.show(facts),
      }),
    );
    if (editor === null) {
      refuse(words.status.tooLarge);
      return true;
    }
    made = { editor, host: events(editor), attached: null, facts: [] };
    session = made;
    rememberPicture(name, made);
    show();
    return true;
  }

  function events(editor: Editor): EditorEvents {
    const isMine = (): boolean => session?.editor === editor;
    return {
      confirm: () => void attach(),
      leave: () => {
        close();
        drop();
        choose(null);
      },
      read: async (offer) => {
        if (!isMine() || !offers || !form) return;
        const { offerRecognisedValues } = await import('./redaction-editor.ts');
        offerRecognisedValues(offers, form, offer, words.offers);
      },
      show: (facts) => {
        if (isMine()) tell(facts);
      },
    };
  }

  function drop(): void {
    session = null;
    forgetPicture(name);
    offers?.replaceChildren();
    if (shared) shared.hidden = true;
    tell([]);
  }

  /** Tells the form around it what readers of the picture learn. */
  function tell(facts: readonly ShownFact[]): void {
    if (session !== null) session.facts = facts;
    if (field.dataset['reveals'] === facts.join(' ')) return;
    field.dataset['reveals'] = facts.join(' ');
    tellForm();
  }

  function tellForm(): void {
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }

  /** Attaches nothing, and tells why. */
  function refuse(sentence: string): void {
    close();
    say(sentence);
  }

  function show(): void {
    if (session === null || !row) return;
    state = 'open';
    session.attached = null;
    row.after(session.editor.element);
    row.hidden = true;
    again?.toggleAttribute('hidden', true);
    say('');
    tellForm();
  }

  function close(): void {
    state = 'closed';
    session?.editor.element.remove();
    if (row) row.hidden = false;
    tellForm();
  }

  /** Puts the editor's result into the form. @returns whether it is there. */
  async function attach(): Promise<boolean> {
    if (session === null) return false;
    const made = await session.editor.burn().catch(() => null);
    close();
    if (session !== null) session.attached = made;
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
    // Tells the server that the picture was covered on this device, so that it need not cover all of
    // it.
    field.querySelector('[data-part="whole"]')?.toggleAttribute('disabled', made !== null);
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

function tryTo<Result>(work: () => Result): Result | null {
  try {
    return work();
  } catch {
    return null;
  }
}

function kilobytes(file: File): number {
  return Math.ceil(file.size / 1024);
}
