import { loadItem, removeItem } from './device-storage.ts';
import { createButton, fillPlaceholder } from '#web/evidence/workbook/dom-helpers.ts';
import { isTyped, planRestore, takeDraft, type Fields } from './draft-rules.ts';
import { forgetOldDrafts, loadDraft, saveDraft } from './draft-store.ts';
import { momentInWords } from './moment-in-words.ts';
import { draftNameOf, findPostForm, statusOf, writingSentencesOf } from './post-form-helpers.ts';

const WAIT_MS = 400;

/**
 * Stores what is typed on the device, with its idempotency key, until it is published: a closed
 * tab, a crash or a lost connection loses nothing.
 */
export function enhance(tools: HTMLElement): void {
  const found = findPostForm(tools);
  const mark = tools.dataset['mark'] ?? '';
  if (found === null || mark === '') return;
  const { form, text } = found;
  const words = writingSentencesOf(tools);
  const status = statusOf(tools);
  const edits = 'edits' in tools.dataset;
  const name = draftNameOf(form);
  const key = form.querySelector<HTMLInputElement>('input[name="_key"]');
  const fresh = key?.value ?? '';
  const initial = initialFields(form);
  let timer = 0;
  let published = false;

  function save(): void {
    clearTimeout(timer);
    timer = 0;
    if (published) return;
    const fields = fieldsOf(form);
    if (!isTyped(fields, initial)) removeItem(name);
    else if (saveDraft(name, { at: Date.now(), key: key?.value ?? '', fields })) {
      status.textContent ||= words.kept;
    }
  }

  function drop(): void {
    removeItem(name);
    fillIn(form, initial);
    if (key !== null) key.value = fresh;
    say(words.dropped);
    text.focus();
  }

  function say(sentence: string, ...acts: HTMLButtonElement[]): void {
    status.textContent = sentence;
    tools.querySelectorAll('[data-draft]').forEach((old) => old.remove());
    acts.forEach((act) => act.setAttribute('data-draft', ''));
    status.after(...acts);
  }

  function restore(): void {
    const draft = loadDraft(name, Date.now());
    if (draft === null) return;
    const plan = planRestore(draft, fieldsOf(form));
    const goOn = (): void => {
      // The text sent with the old key was accepted, so this text gets a new key.
      if (form.dataset['refused'] === 'conflict') save();
      else if (key !== null && draft.key !== '') key.value = draft.key;
    };
    const when = momentInWords(draft.at);
    const dropping = createButton(words.drop, drop);
    if (plan === 'offer') {
      const use = createButton(words.use, () => {
        const taken = takeDraft(text.value, draft.fields['text'] ?? '', edits);
        fillIn(form, { ...draft.fields, text: taken });
        goOn();
        save();
        say(fillPlaceholder(words.restored, when), dropping);
        text.focus();
      });
      say(fillPlaceholder(words.offered, when), use, dropping);
      return;
    }
    goOn();
    if (plan === 'same') return;
    fillIn(form, draft.fields);
    say(fillPlaceholder(words.restored, when), dropping);
  }

  forgetOldDrafts(Date.now());
  restore();
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(save, WAIT_MS);
  });
  // Before sending, in case the connection fails.
  form.addEventListener('submit', save);
  form.addEventListener('turbo:submit-end', (event) => {
    const { success } = (event as CustomEvent<{ success?: boolean }>).detail;
    if (success !== true) return;
    published = true;
    clearTimeout(timer);
    removeItem(name);
  });
  // On a slow connection she types before this script has loaded.
  if (loadItem(name) === null) save();
  const keep = (): void => {
    if (!form.isConnected) removeEventListener('pagehide', keep);
    else if (timer !== 0) save();
  };
  addEventListener('pagehide', keep);
  document.addEventListener('turbo:before-visit', function leave() {
    if (!form.isConnected) document.removeEventListener('turbo:before-visit', leave);
    else if (timer !== 0) save();
  });
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Text and choices; the account, hidden fields and files are left out. */
function typedFields(form: HTMLFormElement): Field[] {
  const all = form.querySelectorAll<Field>(
    'textarea, select, input[type="text"], input:not([type])',
  );
  return [...all].filter(
    ({ name }) => name !== '' && name !== 'pseudonym' && !name.startsWith('_'),
  );
}

function fieldsOf(form: HTMLFormElement): Fields {
  return Object.fromEntries(typedFields(form).map(({ name, value }) => [name, value]));
}

function initialFields(form: HTMLFormElement): Fields {
  return Object.fromEntries(
    typedFields(form).map((field) => [
      field.name,
      field instanceof HTMLSelectElement
        ? ([...field.options].find((option) => option.defaultSelected)?.value ?? '')
        : field.defaultValue,
    ]),
  );
}

function fillIn(form: HTMLFormElement, fields: Fields): void {
  for (const field of typedFields(form)) field.value = fields[field.name] ?? field.value;
}
