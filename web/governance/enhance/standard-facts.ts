/**
 * Fills in the facts of the rule that is chosen, where nobody wrote others, and lets the links to the rules
 * choose one without loading the page, which would lose what was typed.
 */
export function enhance(list: HTMLElement): void {
  const links = [...list.querySelectorAll<HTMLAnchorElement>('a[data-rule]')];
  const factsOf = new Map(
    links.map(({ dataset }) => [dataset['rule'] ?? '', dataset['facts'] ?? '']),
  );
  const standard = new Set(['', ...factsOf.values()]);
  for (const rules of document.querySelectorAll<HTMLSelectElement>('select[name="rule"]')) {
    const fill = (): void => {
      const facts = rules.form?.querySelector<HTMLTextAreaElement>('textarea[name="facts"]');
      const chosen = factsOf.get(rules.value);
      if (facts && chosen !== undefined && standard.has(facts.value.trim())) facts.value = chosen;
    };
    rules.addEventListener('change', fill);
    if (!list.parentElement?.contains(rules)) continue;
    for (const link of links) {
      link.addEventListener('click', (event) => {
        event.preventDefault();
        for (const other of links) other.removeAttribute('aria-current');
        link.setAttribute('aria-current', 'true');
        rules.value = link.dataset['rule'] ?? '';
        fill();
      });
    }
  }
}
