import type { PreviewResponse } from '#shared/community/forum.ts';
import { createButton, createElement } from '#web/evidence/workbook/dom-helpers.ts';
import { findPostForm, statusOf, writingSentencesOf } from './post-form-helpers.ts';

/** Previews the text on request, rendered by the server. */
export function enhance(tools: HTMLElement): void {
  const found = findPostForm(tools);
  if (found === null) return;
  const { text } = found;
  const words = writingSentencesOf(tools);
  // A page from Turbo's cache has the elements of its last visit.
  tools.replaceChildren();
  let asked = 0;
  const title = createElement('h3', { id: 'preview-title' }, words.preview);
  const body = createElement('div', { class: 'post-text' });
  const sheet = createElement(
    'section',
    { class: 'post-preview', 'aria-labelledby': title.id },
    title,
    body,
  );
  sheet.hidden = true;
  tools.append(createButton(words.preview, show));
  const status = statusOf(tools);
  tools.append(sheet);

  async function show(): Promise<void> {
    asked += 1;
    const turn = asked;
    if (text.value.trim() === '') {
      status.textContent = words.nothing;
      return;
    }
    status.textContent = words.previewing;
    try {
      const response = await fetch('/api/forum/preview', {
        method: 'POST',
        headers: { accept: 'application/json', 'content-type': 'application/json' },
        body: JSON.stringify({ text: text.value }),
      });
      if (!response.ok) throw new Error(String(response.status));
      const { html, cards } = (await response.json()) as PreviewResponse;
      if (turn !== asked) return;
      // Safe: the server built it from its allow-list of tags.
      body.innerHTML = html;
      for (const card of cards) {
        const name = card.kind === 'task' ? card.title : 'name' in card ? card.name : card.platform;
        body.append(createElement('p', { class: 'live-card' }, name));
      }
      sheet.hidden = false;
      status.textContent = '';
    } catch {
      status.textContent = words.noPreview;
    }
  }
}
