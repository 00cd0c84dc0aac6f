/**
 * Words that the redaction leaves readable: the paying platform's name from the surrounding form.
 */
export function platformNames(inside: HTMLElement): string[] {
  const form = inside.closest('form');
  const typed = form?.querySelector<HTMLInputElement>('[name="platform"]')?.value ?? '';
  const known = form?.querySelector<HTMLElement>('[data-keep]')?.dataset['keep'] ?? '';
  return [typed, known].filter((name) => name !== '');
}
