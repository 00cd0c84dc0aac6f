import type { Token } from 'markdown-it';

/** Whether a quote has text below its source: `rest` of that paragraph, or another block. */
export function hasWords(tokens: readonly Token[], open: number, rest: readonly Token[]): boolean {
  if (rest.some((token) => plainWords(token).trim() !== '')) return true;
  const level = tokens[open]?.level;
  for (let index = open + 4; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (token === undefined || token.level === level) return false;
    if (token.content.trim() !== '') return true;
  }
  return false;
}

/** Whether a token is a line break. */
export function isBreak({ type }: Token): boolean {
  return type === 'softbreak' || type === 'hardbreak';
}

/** Splits a paragraph into lines, without blank text. */
export function linesOfParagraph(children: readonly Token[]): Token[][] {
  const lines: Token[][] = [[]];
  for (const token of children) {
    if (isBreak(token)) lines.push([]);
    else if (token.type !== 'text' || token.content.trim() !== '') lines.at(-1)?.push(token);
  }
  return lines;
}

/** Returns the plain text of an inline token. */
export function plainWords(token: Token): string {
  if (token.type === 'image') return (token.children ?? []).map(plainWords).join('');
  return isBreak(token) ? ' ' : token.content;
}
