/** Web addresses stay as they are: they are not read as marked, and would no longer be links. */
const ADDRESS = /(https?:\/\/[^\s<>"[\]]+)/;

/** Plain words, so that no sign in them means anything in Markdown. */
export function escapeWords(text: string): string {
  return text
    .split(ADDRESS)
    .map((part, index) => (index % 2 === 1 ? part : escapeSigns(part)))
    .join('');
}

function escapeSigns(text: string): string {
  return (
    text
      .replaceAll(/[\\`*[]/g, String.raw`\$&`)
      // Within a word an underscore marks nothing.
      .replaceAll(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, String.raw`\_`)
      .replaceAll('~~', String.raw`\~\~`)
      .replaceAll(/&(?=#?\w{1,32};)/g, String.raw`\&`)
  );
}

/** The same for what means something where a line begins. */
export function escapeLines(text: string): string {
  return text
    .replaceAll(/^([ \t]*)(#{1,6}(?=\s|$)|>|[-+](?=\s|$)|-{2,}|={2,}|~{3,})/gm, String.raw`$1\$2`)
    .replaceAll(/^([ \t]*\d{1,9})([.)])(?=\s|$)/gm, String.raw`$1\$2`);
}
