import {
  LEAST_COMPARED_LENGTH,
  type SimilarThreadsResponse,
} from '#shared/community/similar-threads.ts';

const WAIT_MS = 400;

/**
 * Shows threads with a title like the one that is being typed in the form, each as a copy of the
 * template's `<li>`. On failure nothing is shown.
 */
export function enhance(box: HTMLElement): void {
  const title = box.closest('form')?.querySelector<HTMLInputElement>('input[name="title"]');
  const list = box.querySelector('ul');
  const template = box.querySelector('template');
  if (title == null || list === null || template === null) return;
  let timer = 0;
  let request = new AbortController();

  const show = (threads: SimilarThreadsResponse['threads']): void => {
    list.replaceChildren(
      ...threads.map(({ id, title: name, answered }) => {
        const item = template.content.cloneNode(true) as DocumentFragment;
        const link = item.querySelector('a');
        if (link !== null) {
          link.href += encodeURIComponent(id);
          link.textContent = name;
        }
        if (!answered) item.querySelector('small')?.remove();
        return item;
      }),
    );
    box.hidden = threads.length === 0;
  };
  const ask = async (): Promise<void> => {
    request = new AbortController();
    const { signal } = request;
    try {
      const typed = encodeURIComponent(title.value);
      const response = await fetch(`/api/forum/similar-threads?title=${typed}`, { signal });
      if (!response.ok) return;
      const { threads } = (await response.json()) as SimilarThreadsResponse;
      if (!signal.aborted) show(threads);
    } catch {
      // Offline, or typed on: what is shown stays.
    }
  };
  const compare = (): void => {
    clearTimeout(timer);
    request.abort();
    if (title.value.trim().length < LEAST_COMPARED_LENGTH) show([]);
    else timer = window.setTimeout(() => void ask(), WAIT_MS);
  };
  title.addEventListener('input', compare);
  // Typed before the scripts came, or given by the address.
  if (title.value !== '') compare();
}
