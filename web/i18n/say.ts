/** Returns a sentence of a catalogue in which some entries take parameters and some are plain text. */
export function say<Parameters>(
  sentence: string | ((parameters: Parameters) => string),
  parameters: Parameters,
): string {
  return typeof sentence === 'string' ? sentence : sentence(parameters);
}

/** The sentence for a name that came from outside, such as an address; undefined where there is none. */
export function sentenceFor(
  table: Readonly<Record<string, string>>,
  name: string,
): string | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
