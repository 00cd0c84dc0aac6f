import type { Messages } from '#web/i18n/messages.ts';
import { draftName } from './draft-rules.ts';

export type WritingSentences = Messages['writing']['script'];

/** The script's sentences in the element's attributes. */
export function writingSentencesOf(tools: HTMLElement): WritingSentences {
  return JSON.parse(tools.dataset['words'] ?? '{}') as WritingSentences;
}

/** The form around the tools, with its text field; null without one. */
export function findPostForm(
  tools: HTMLElement,
): { form: HTMLFormElement; text: HTMLTextAreaElement } | null {
  const form = tools.closest('form');
  const text = form?.querySelector<HTMLTextAreaElement>('textarea[name="text"]') ?? null;
  return form === null || text === null ? null : { form, text };
}

/** The storage key of the draft of a post's form. */
export function draftNameOf(form: HTMLFormElement): string {
  const mark = form.querySelector<HTMLElement>('[data-mark]')?.dataset['mark'] ?? '';
  return draftName(mark, new URL(form.action).pathname);
}

/** The tools' live region, created once per element. */
export function statusOf(tools: HTMLElement): HTMLElement {
  const known = tools.querySelector<HTMLElement>('[role=status]');
  if (known !== null) return known;
  const status = document.createElement('p');
  status.setAttribute('role', 'status');
  status.className = 'hint';
  tools.append(status);
  return status;
}

/** Appends a text to a field after an empty line, and moves the cursor there. */
export function addText(field: HTMLTextAreaElement, text: string): void {
  const before = field.value.trimEnd();
  field.value = before === '' ? text : `${before}\n\n${text}`;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}
