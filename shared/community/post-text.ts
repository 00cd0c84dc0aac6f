const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};
const MARK = /<(\/?)(blockquote)?[^>]*>/g;
const LEAD_LENGTH = 160;

/** The plain text of a post's HTML, without quotes. */
export function plainTextOfPost(html: string): string {
  let [quotes, from, said] = [0, 0, ''];
  for (const mark of html.matchAll(MARK)) {
    if (quotes === 0) said += html.slice(from, mark.index);
    from = mark.index + mark[0].length;
    if (mark[2] === undefined) said += ' ';
    else quotes += mark[1] === '' ? 1 : -1;
  }
  if (quotes === 0) said += html.slice(from);
  return said
    .replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity)
    .replaceAll(/\s\s+|[^\S ]/g, ' ')
    .trim();
}

/** The start of a text, cut at a space. */
export function shortenAtSpace(text: string, length = LEAD_LENGTH): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), length / 2)).trimEnd()}…`;
}
