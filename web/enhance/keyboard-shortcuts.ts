import { createButton, createElement } from '#web/evidence/workbook/dom-helpers.ts';
import { statusOf, writingSentencesOf } from './post-form-helpers.ts';

/**
 * Keyboard shortcuts of a thread: j and k between posts, n to the first unread, r to reply, ? for
 * help. Inactive in fields and dialogs, and with modifier keys.
 */
export function enhance(tools: HTMLElement): void {
  const words = writingSentencesOf(tools);
  const page = tools.closest('main') ?? document.body;

  const acts: Readonly<Record<string, { say: string; act: () => void }>> = {
    j: { say: words.keyNext, act: () => step(1) },
    k: { say: words.keyPrevious, act: () => step(-1) },
    n: { say: words.keyUnread, act: toUnread },
    r: { say: words.keyReply, act: reply },
    '?': { say: words.keyHelp, act: showKeys },
  };

  function posts(): HTMLElement[] {
    return [...page.querySelectorAll<HTMLElement>('li.post')];
  }

  /** The current post: the focused one, else the last that begins above. */
  function current(all: readonly HTMLElement[]): number {
    const focused = all.findIndex((post) => post.contains(document.activeElement));
    if (focused >= 0) return focused;
    return all.findLastIndex((post) => post.getBoundingClientRect().top < 1);
  }

  function step(by: number): void {
    const all = posts();
    go(all[Math.min(Math.max(current(all) + by, 0), all.length - 1)]);
  }

  function toUnread(): void {
    const all = posts();
    const unread = all.filter((post) => post.classList.contains('new'));
    const next = unread.find((post) => all.indexOf(post) > current(all)) ?? unread[0];
    if (next === undefined) statusOf(tools).textContent = words.noUnread;
    else go(next);
  }

  function go(post: HTMLElement | undefined): void {
    if (post === undefined) return;
    // Focused, so that screen readers and Tab continue from there.
    post.tabIndex = -1;
    post.focus({ preventScroll: true });
    post.scrollIntoView({ block: 'start' });
  }

  function reply(): void {
    const field = page.querySelector<HTMLElement>('.reply textarea');
    (field ?? page.querySelector<HTMLElement>('.reply a'))?.focus();
  }

  function showKeys(): void {
    const list = createElement('dl');
    for (const [key, { say }] of Object.entries(acts)) {
      list.append(
        createElement('dt', {}, createElement('kbd', {}, key)),
        createElement('dd', {}, say),
      );
    }
    const title = createElement('h2', { id: 'keys-title' }, words.keys);
    const dialog = createElement(
      'dialog',
      { class: 'keys', 'aria-labelledby': title.id },
      title,
      list,
    );
    dialog.append(createButton(words.close, () => dialog.close()));
    dialog.addEventListener('close', () => dialog.remove());
    tools.append(dialog);
    dialog.showModal();
  }

  // Shown where a keyboard is likely; a page from Turbo's cache has an old button.
  tools.querySelectorAll('button, dialog').forEach((old) => old.remove());
  tools.prepend(createButton(words.keys, showKeys, 'quiet keys-offer'));

  document.addEventListener('keydown', function hear(event) {
    if (!tools.isConnected) {
      document.removeEventListener('keydown', hear);
      return;
    }
    const act = acts[event.key];
    if (act === undefined || isBusy(event)) return;
    event.preventDefault();
    act.act();
  });
}

function isBusy(event: KeyboardEvent): boolean {
  const { target } = event;
  const held = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
  const typing =
    target instanceof Element &&
    target.closest('input, textarea, select, [contenteditable], dialog') !== null;
  return held || typing || document.querySelector('dialog[open]') !== null;
}
