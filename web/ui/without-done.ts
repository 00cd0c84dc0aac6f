/** Removes the message of the last action, so that it does not return with a refused form. */
export function withoutDone(path: string): string {
  const url = new URL(path, 'http://page.invalid');
  url.searchParams.delete('done');
  return `${url.pathname}${url.search}`;
}
