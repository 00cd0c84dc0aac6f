/** The code blocks of a Markdown document in a language. */
export function blocksOf(text: string, language: string): string[] {
  return [...text.matchAll(/^```(\w*)\n([^]*?)^```$/gm)].flatMap(([, said, block]) =>
    said === language ? [block ?? ''] : [],
  );
}
