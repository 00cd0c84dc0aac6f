/** What must stay readable: the name of the platform that pays, as the form around has it. */
export function platformNames(inside: HTMLElement): string[] {
  const form = inside.closest('form');
  const typed = form?.querySelector<HTMLInputElement>('[name="platform"]')?.value ?? '';
  const known = form?.querySelector<HTMLElement>('[data-keep]')?.dataset['keep'] ?? '';
  return [typed, known].filter((name) => name !== '');
}
