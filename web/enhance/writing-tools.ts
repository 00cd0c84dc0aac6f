import type { Messages } from '#web/i18n/messages.ts';

export type WritingWords = Messages['writing']['script'];

/** What the server wrote for scripts on the part that they work in. */
export function wordsOf(tools: HTMLElement): WritingWords {
  return JSON.parse(tools.dataset['words'] ?? '{}') as WritingWords;
}

/** The form that the tools stand in, with the field of its text; null where there is none. */
export function postForm(
  tools: HTMLElement,
): { form: HTMLFormElement; text: HTMLTextAreaElement } | null {
  const form = tools.closest('form');
  const text = form?.querySelector<HTMLTextAreaElement>('textarea[name="text"]') ?? null;
  return form === null || text === null ? null : { form, text };
}

/** Where tools say what they did; a screen reader hears it. Made once for each part. */
export function statusOf(tools: HTMLElement): HTMLElement {
  const known = tools.querySelector<HTMLElement>('[role=status]');
  if (known !== null) return known;
  const status = document.createElement('p');
  status.setAttribute('role', 'status');
  status.className = 'hint';
  tools.append(status);
  return status;
}

/** Puts a text at the end of a field, with a line between, and the cursor behind it. */
export function addText(field: HTMLTextAreaElement, text: string): void {
  const before = field.value.trimEnd();
  field.value = before === '' ? text : `${before}\n\n${text}`;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}
