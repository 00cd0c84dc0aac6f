import { SENTENCE_PLACEHOLDER } from './sentence-placeholder.ts';

/** Creates an element with attributes; text is inserted as text, never as markup. */
export function createElement<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...content: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...content);
  return element;
}

/** Creates a button that runs a function and submits nothing. */
export function createButton(
  label: string,
  act: () => void | Promise<void>,
  kind = 'quiet',
): HTMLButtonElement {
  const element = createElement('button', { type: 'button', class: kind }, label);
  element.addEventListener('click', act);
  return element;
}

/** Finds the element with a part name. @throws without one. */
export function findPart<Kind extends HTMLElement = HTMLElement>(
  inside: ParentNode,
  name: string,
): Kind {
  const found = inside.querySelector<Kind>(`[data-part="${name}"]`);
  if (found === null) throw new Error(`No part ${name}`);
  return found;
}

/** Fills the placeholder of a sentence. */
export function fillPlaceholder(sentence: string, value: string): string {
  return sentence.replace(SENTENCE_PLACEHOLDER, () => value);
}

export function setText(element: HTMLElement, text: string): void {
  // Changed only if necessary, so that screen readers do not repeat it.
  if (element.textContent !== text) element.textContent = text;
}

/** Shows a template's form in a dialog; `closed` gives the button that closed it, "" for none. */
export function openTemplateDialog(template: HTMLTemplateElement): {
  readonly dialog: HTMLDialogElement;
  readonly form: HTMLFormElement;
  readonly closed: Promise<string>;
} {
  const dialog = createElement('dialog', { class: 'sheet' });
  dialog.append(template.content.cloneNode(true));
  const form = dialog.querySelector('form');
  const heading = dialog.querySelector('h2');
  if (form === null) throw new Error('No form in the template');
  if (heading !== null) {
    heading.id = 'sheet-title';
    dialog.setAttribute('aria-labelledby', heading.id);
  }
  template.after(dialog);
  const closed = new Promise<string>((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue);
    });
  });
  dialog.showModal();
  return { dialog, form, closed };
}
