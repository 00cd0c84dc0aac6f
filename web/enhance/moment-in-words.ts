/** A moment, in milliseconds, as a short date and time in the page's language. */
export function momentInWords(at: number): string {
  const { lang } = document.documentElement;
  return new Intl.DateTimeFormat(lang, { dateStyle: 'short', timeStyle: 'short' }).format(at);
}
