import type { Random } from '#demo/random.ts';

type Part = string | { readonly slot: string } | { readonly choices: readonly (readonly Part[])[] };

const parsed = new Map<string, readonly Part[]>();
const TOKEN = /\{(\w+)\}|\[([^\]]+)\]/g;

/** Fills a piece's slots, and picks one of each of its choices. */
export function writeOut(piece: string, fill: (slot: string) => string, random: Random): string {
  let parts = parsed.get(piece);
  if (parts === undefined) {
    parts = parse(piece);
    parsed.set(piece, parts);
  }
  return join(parts, fill, random);
}

function join(parts: readonly Part[], fill: (slot: string) => string, random: Random): string {
  let text = '';
  for (const part of parts) {
    if (typeof part === 'string') text += part;
    else if ('slot' in part) text += fill(part.slot);
    else text += join(random.pick(part.choices), fill, random);
  }
  return text;
}

function parse(piece: string): readonly Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const match of piece.matchAll(TOKEN)) {
    if (match.index > end) parts.push(piece.slice(end, match.index));
    const [all, slot, choices] = match;
    if (slot !== undefined) parts.push({ slot });
    else parts.push({ choices: (choices ?? '').split('|').map(parse) });
    end = match.index + all.length;
  }
  if (end < piece.length) parts.push(piece.slice(end));
  return parts;
}
