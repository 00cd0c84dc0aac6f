/**
 * Quotes the selected part of a post; `quote` is that of the whole post, whose first line is the
 * source.
 */
export function quoteSelected(quote: string, selected: string): string {
  const [source = ''] = quote.split('\n');
  const lines = selected
    .trim()
    .split(/\r?\n/)
    .map((line) => (line.trim() === '' ? '>' : `> ${line.trim()}`));
  return lines.join('') === '>' ? quote : `${[source, ...lines].join('\n')}\n\n`;
}
