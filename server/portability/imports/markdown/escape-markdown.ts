/** Matches web addresses, which are not escaped, since that would break the links. */
const ADDRESS = /(https?:\/\/[^\s<>"[\]]+)/;

export function escapeInlineMarkdown(text: string): string {
  return text
    .split(ADDRESS)
    .map((part, index) => (index % 2 === 1 ? part : escapeSigns(part)))
    .join('');
}

function escapeSigns(text: string): string {
  return (
    text
      .replaceAll(/[\\`*[]/g, String.raw`\$&`)
      // An underscore within a word has no meaning.
      .replaceAll(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, String.raw`\_`)
      .replaceAll('~~', String.raw`\~\~`)
      .replaceAll(/&(?=#?\w{1,32};)/g, String.raw`\&`)
  );
}

/** Escapes what has a meaning in Markdown at the start of a line. */
export function escapeMarkdownLines(text: string): string {
  return text
    .replaceAll(/^([ \t]*)(#{1,6}(?=\s|$)|>|[-+](?=\s|$)|-{2,}|={2,}|~{3,})/gm, String.raw`$1\$2`)
    .replaceAll(/^([ \t]*\d{1,9})([.)])(?=\s|$)/gm, String.raw`$1\$2`);
}
