/** The blocks of a document that say they are in this language. */
export function blocksOf(text: string, language: string): string[] {
  return [...text.matchAll(/^```(\w*)\n([^]*?)^```$/gm)].flatMap(([, said, block]) =>
    said === language ? [block ?? ''] : [],
  );
}
