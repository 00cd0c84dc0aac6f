/** What a reply that quotes a post begins with. */
export function quoteOf({
  id,
  author,
  text,
}: {
  readonly id: string;
  readonly author: string | null;
  readonly text: string;
}): string {
  const said = text.replaceAll(/^/gm, '> ');
  return `> [${author ?? '…'}](/p/${id})\n>\n${said}\n\n`;
}
