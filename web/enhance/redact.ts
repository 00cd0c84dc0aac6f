import type { Editor, EditorWords } from './redact-editor.ts';

type FieldWords = EditorWords & {
  readonly status: {
    readonly ready: string;
    readonly unreadable: string;
    readonly notLoaded: string;
  };
};

/**
 * Lets her cover what is personal before a picture leaves. The chosen file never stands in the form:
 * only what the editor makes of it does, and until she confirms, the form sends what she sees.
 */
export function enhance(field: HTMLElement): void {
  const form = field.closest('form');
  const input = field.querySelector<HTMLInputElement>('input[type="file"]');
  const template = field.querySelector('template');
  const preview = field.querySelector<HTMLElement>('.picture-preview');
  const status = field.querySelector<HTMLElement>('.picture-size');
  const again = field.querySelector<HTMLElement>('[data-part="again"]');
  if (!form || !input || !template || !preview || !status || !again) return;
  const words = JSON.parse(field.dataset['words'] ?? '{}') as FieldWords;
  const row = input.parentElement;
  let editor: Editor | null = null;
  let open = false;
  let choice = 0;
  let shown = '';

  input.addEventListener('change', () => {
    const chosen = input.files?.[0];
    if (chosen === undefined) return;
    // From here on the file as it was chosen is in no form.
    input.value = '';
    void start(chosen);
  });
  again.addEventListener('click', show);
  form.addEventListener('submit', (event: SubmitEvent) => {
    if (!open || editor === null) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { submitter } = event;
    if (!editor.keepsBack()) editor.remind();
    else void attach().then((attached) => attached && form.requestSubmit(submitter));
  });

  async function start(chosen: File): Promise<void> {
    choice += 1;
    const mine = choice;
    close();
    editor = null;
    showPreview(null);
    const [library, canvas] = await loadEditor();
    if (library === null || canvas === null) return say(words.status.notLoaded);
    const picture = await canvas.openPicture(chosen).catch(() => null);
    // She may have chosen another one meanwhile.
    if (mine !== choice || !template) return;
    if (picture === null) return say(words.status.unreadable);
    editor = library.createEditor(template, picture, words, {
      attach: () => void attach(),
      leave: () => {
        close();
        editor = null;
        choose(null);
      },
    });
    show();
  }

  function show(): void {
    if (editor === null || !row) return;
    open = true;
    row.after(editor.element);
    row.hidden = true;
    again?.toggleAttribute('hidden', true);
    say('');
  }

  function close(): void {
    open = false;
    editor?.element.remove();
    if (row) row.hidden = false;
  }

  /** @returns whether what the editor shows now stands in the form. */
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

/** The editor is fetched with the first picture: most who open the form never choose one. */
function loadEditor(): Promise<
  [typeof import('./redact-editor.ts') | null, typeof import('./redact-canvas.ts') | null]
> {
  return Promise.all([
    import('./redact-editor.ts').catch(() => null),
    import('./redact-canvas.ts').catch(() => null),
  ]);
}
