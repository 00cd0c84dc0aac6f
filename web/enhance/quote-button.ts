import type { PostResponse } from '#shared/community/forum.ts';
import { quoteSelected } from './quote-rules.ts';
import { addText, statusOf, writingSentencesOf } from './post-form-helpers.ts';

/**
 * "Quote" fills the reply form in place, with the selected part if any. On failure the link is
 * followed as without a script.
 */
export function enhance(tools: HTMLElement): void {
  const words = writingSentencesOf(tools);
  const page = tools.closest('main') ?? document.body;

  page.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[data-quote]') : null;
    const field = page.querySelector<HTMLTextAreaElement>('.reply textarea[name="text"]');
    if (!(link instanceof HTMLAnchorElement) || field === null) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    const selected = selectedIn(link.closest('.post'));
    void quote(link, field, selected);
  });

  async function quote(
    link: HTMLAnchorElement,
    field: HTMLTextAreaElement,
    selected: string,
  ): Promise<void> {
    try {
      const id = encodeURIComponent(link.dataset['quote'] ?? '');
      const response = await fetch(`/api/forum/posts/${id}`, {
        headers: { accept: 'application/json' },
      });
      if (!response.ok) throw new Error(String(response.status));
      const { quote } = (await response.json()) as PostResponse;
      if (quote === null) throw new Error('Nothing to quote');
      addText(field, selected === '' ? quote : quoteSelected(quote, selected));
      statusOf(tools).textContent = words.quoted;
    } catch {
      location.assign(link.href);
    }
  }
}

function selectedIn(post: Element | null): string {
  const selection = getSelection();
  const text = post?.querySelector('.post-text');
  if (selection === null || selection.rangeCount === 0 || !text) return '';
  const inside = text.contains(selection.anchorNode) && text.contains(selection.focusNode);
  return inside ? selection.toString() : '';
}
