/**
 * The quote of a part of a post, as it was selected on the page: `quote` is that of the whole post,
 * whose first line leads to it.
 */
export function quoteSelected(quote: string, selected: string): string {
  const [source = ''] = quote.split('\n');
  const lines = selected
    .trim()
    .split(/\r?\n/)
    .map((line) => (line.trim() === '' ? '>' : `> ${line.trim()}`));
  return lines.join('') === '>' ? quote : `${[source, ...lines].join('\n')}\n\n`;
}
