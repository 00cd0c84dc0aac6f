/** Placeholder in a sentence or an address, filled by the script. */
export const SENTENCE_PLACEHOLDER = '#';
