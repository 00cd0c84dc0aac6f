/** A suggested page: `kind` and `key` identify it. */
type Suggestion = {
  readonly kind: string;
  readonly key: string;
  readonly name: string;
  /** A note shown beside the name. */
  readonly note: string;
};

type Answer =
  | { readonly platforms: readonly { slug: string; name: string; state: string }[] }
  | { readonly suggestions: readonly { kind: string; key: string; name: string }[] };

const WAIT_MS = 150;

/**
 * Suggests platforms, or all kinds of `data-source`, while typing, as a combobox with a listbox
 * (WAI-ARIA). On failure nothing is shown. `data-pages` maps kinds to addresses, with a dash for
 * the key.
 */
export function enhance(form: HTMLElement): void {
  const box = form.querySelector('input');
  if (box === null) return;
  const input: HTMLInputElement = box;
  const standings = JSON.parse(form.dataset['standings'] ?? '{}') as Record<string, string>;
  const source = form.dataset['source'] ?? '/api/platforms/suggest';
  const pages = JSON.parse(form.dataset['pages'] ?? '{}') as Record<string, string>;
  const counts = JSON.parse(form.dataset['counts'] ?? '[]') as string[];
  // A page from Turbo's cache has the list of its last visit.
  form.querySelectorAll('[role=listbox], [role=status]').forEach((old) => old.remove());

  const label = input.getAttribute('aria-label') ?? '';
  const list = make('ul', { id: 'suggestions', role: 'listbox', 'aria-label': label, hidden: '' });
  const status = make('span', { role: 'status', class: 'hidden-visually' });
  form.append(list, status);
  set(input, {
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-controls': list.id,
    'aria-expanded': 'false',
  });

  let active = -1;
  let timer = 0;
  let request = new AbortController();

  function activate(index: number): void {
    active = index;
    [...list.children].forEach((option, at) => {
      set(option, { 'aria-selected': String(at === index) });
    });
    set(input, { 'aria-activedescendant': list.children[index]?.id ?? '' });
  }

  function show(suggestions: readonly Suggestion[]): void {
    list.replaceChildren(
      ...suggestions.map(({ kind, key, name, note }, index) => {
        const href = (pages[kind] ?? '').replace(/-$/, () => encodeURIComponent(key));
        const option = make('li', { id: `suggestion-${index}`, role: 'option', 'data-href': href });
        const said = make('small', {});
        said.textContent = note;
        option.append(name, said);
        return option;
      }),
    );
    list.hidden = suggestions.length === 0;
    set(input, { 'aria-expanded': String(!list.hidden) });
    activate(-1);
  }

  function close(): void {
    clearTimeout(timer);
    request.abort();
    show([]);
    status.textContent = '';
  }

  function open(option: Element | null | undefined): void {
    if (!(option instanceof HTMLElement)) return;
    const link = make('a', { href: option.dataset['href'] ?? '' });
    form.append(link);
    close();
    // A click, so that Turbo makes the visit if it runs.
    link.click();
    link.remove();
  }

  function read(answer: Answer): Suggestion[] {
    return 'platforms' in answer
      ? answer.platforms.map(({ slug, name, state }) => {
          return { kind: 'platform', key: slug, name, note: standings[state] ?? '' };
        })
      : answer.suggestions.map((one) => ({ ...one, note: standings[one.kind] ?? '' }));
  }

  async function suggest(): Promise<void> {
    request = new AbortController();
    const { signal } = request;
    try {
      const typed = encodeURIComponent(input.value);
      const response = await fetch(`${source}?q=${typed}`, { signal });
      const suggestions = read((await response.json()) as Answer);
      if (signal.aborted) return;
      show(suggestions);
      status.textContent = counts[suggestions.length] ?? '';
    } catch {
      if (!signal.aborted) close();
    }
  }

  input.addEventListener('input', () => {
    clearTimeout(timer);
    request.abort();
    if (input.value.trim() === '') close();
    else timer = window.setTimeout(() => void suggest(), WAIT_MS);
  });
  input.addEventListener('keydown', (event) => {
    const count = list.children.length;
    if (event.isComposing || count === 0) return;
    if (event.key === 'ArrowDown') activate((active + 1) % count);
    else if (event.key === 'ArrowUp') activate((active <= 0 ? count : active) - 1);
    else if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && active >= 0) open(list.children[active]);
    else return;
    event.preventDefault();
  });
  // Prevents the blur that would close the list before the tap ends.
  list.addEventListener('pointerdown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => {
    if (event.target instanceof Element) open(event.target.closest('[role=option]'));
  });
  input.addEventListener('blur', close);
  (form.closest('form') ?? form).addEventListener('submit', close);
}

function set(element: Element, attributes: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}

function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>>,
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  set(element, attributes);
  return element;
}
