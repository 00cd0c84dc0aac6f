// Bidirectional overrides and isolates (U+202A–202E, U+2066–2069) could reverse the rest of the
// page or disguise code ("Trojan Source"); each block has dir="auto" instead. Other control
// characters are invalid in HTML and feeds. The stored text is not changed.
const CONTROLS = /[\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]|(?![\t\n\r])\p{Cc}|\p{Surrogate}/gu;

/** Strips bidirectional and control characters from a text, except tabs and line breaks. */
export function stripControlCharacters(text: string): string {
  return text.replaceAll(CONTROLS, '');
}
