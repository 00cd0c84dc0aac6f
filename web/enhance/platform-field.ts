const PAUSE_MS = 150;

/** Suggests platform names in a datalist while typing. */
export function enhance(element: HTMLElement): void {
  const input = element.querySelector('input');
  const list = element.querySelector('datalist');
  if (input === null || list === null) return;
  let timer = 0;
  let asked = 0;
  input.addEventListener('input', () => {
    window.clearTimeout(timer);
    const typed = input.value.trim();
    if (typed.length < 2) return;
    timer = window.setTimeout(async () => {
      asked += 1;
      const mine = asked;
      const names = await suggest(typed).catch(() => []);
      if (mine === asked) list.replaceChildren(...names.map(option));
    }, PAUSE_MS);
  });
}

async function suggest(typed: string): Promise<string[]> {
  const response = await fetch(`/api/platforms/suggest?q=${encodeURIComponent(typed)}`);
  const { platforms } = (await response.json()) as { platforms: { name: string }[] };
  return platforms.map(({ name }) => name);
}

function option(name: string): HTMLOptionElement {
  const made = document.createElement('option');
  made.value = name;
  return made;
}
