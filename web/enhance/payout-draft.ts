import { createButton, fillPlaceholder } from '#web/evidence/workbook/dom-helpers.ts';
import type { Messages } from '#web/i18n/messages.ts';
import { draftName, isTyped, planFormRestore, type Fields } from './draft-rules.ts';
import { removeItem } from './device-storage.ts';
import { loadDraft, saveDraft } from './draft-store.ts';
import { momentInWords } from './moment-in-words.ts';
import { fillFields, readFields, readInitialFields } from './form-fields.ts';

const WAIT_MS = 400;
const KEPT_MS = 7 * 86_400_000;
/**
 * Fields that no draft keeps; a kept pseudonym would tell other users of the device whose draft it is.
 */
const NOT_KEPT = new Set(['pseudonym', 'account', 'removeScreenshot']);
/** Fields that the address of the page fills in. */
const PREFILLED = ['platform', 'outcome'];

/** Keeps the form on the device for a week at most, until it is published. */
export function mountPayoutDraft(
  form: HTMLFormElement,
  place: HTMLElement,
  refill: () => void,
): void {
  const words = JSON.parse(place.dataset['words'] ?? '{}') as Messages['payouts']['draft'];
  const name = draftName(place.dataset['mark'] ?? '', new URL(form.action).pathname);
  const key = form.querySelector<HTMLInputElement>('input[name="_key"]');
  const fresh = key?.value ?? '';
  const refused = form.dataset['refused'] !== undefined;
  const initial = keptOf(readInitialFields(form));
  let timer = 0;
  let published = false;

  const status = document.createElement('p');
  status.setAttribute('role', 'status');
  status.className = 'note';
  // Below the button, so that typing moves nothing.
  const kept = document.createElement('p');
  kept.className = 'note';
  form.querySelector('.payout-end')?.append(kept);
  const say = (sentence: string, ...acts: HTMLButtonElement[]): void => {
    status.textContent = sentence;
    place.replaceChildren(status, ...acts);
  };

  const save = (): void => {
    clearTimeout(timer);
    timer = 0;
    if (published) return;
    const fields = keptOf(readFields(form));
    // A refused form comes with typed values, so all of them belong to the draft.
    if (!isTyped(fields, refused ? {} : initial)) removeItem(name);
    else {
      const at = Date.now();
      const draft = { at, key: key?.value ?? '', fields, until: at + KEPT_MS };
      if (saveDraft(name, draft)) kept.textContent = words.kept;
    }
  };
  const drop = (): void => {
    removeItem(name);
    fillFields(form, initial);
    if (key !== null) key.value = fresh;
    refill();
    say(words.dropped);
  };
  const restore = (): void => {
    const draft = loadDraft(name, Date.now());
    if (draft === null || refused) return;
    const when = momentInWords(draft.at);
    const use = (): void => {
      fillFields(form, draft.fields);
      if (key !== null && draft.key !== '') key.value = draft.key;
      refill();
      say(fillPlaceholder(words.restored, when), createButton(words.drop, drop));
    };
    const shown = keptOf(readFields(form));
    if (planFormRestore(draft, shown, initial, PREFILLED) === 'restore') use();
    else {
      say(
        fillPlaceholder(words.offered, when),
        createButton(words.use, use),
        createButton(words.drop, drop),
      );
    }
  };

  restore();
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(save, WAIT_MS);
  });
  // Before sending, in case the connection fails.
  form.addEventListener('submit', save);
  form.addEventListener('turbo:submit-end', (event) => {
    if ((event as CustomEvent<{ success?: boolean }>).detail.success !== true) return;
    published = true;
    clearTimeout(timer);
    removeItem(name);
  });
  const leave = (): void => {
    if (timer !== 0 && form.isConnected) save();
  };
  addEventListener('pagehide', leave);
  document.addEventListener('turbo:before-visit', leave);
}

function keptOf(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !NOT_KEPT.has(name)));
}
