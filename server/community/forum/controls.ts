// Signs that turn the direction of all that follows (U+202A–202E, U+2066–2069) could turn the page
// around, or make code read as what it is not; each block finds its own direction instead. Other
// control signs have no place in HTML or in a feed. The text itself is kept as it was written.
const CONTROLS = /[\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]|(?![\t\n\r])\p{Cc}|\p{Surrogate}/gu;

/** A text without the signs that turn its direction and without control signs, but for its lines. */
export function withoutControls(text: string): string {
  return text.replaceAll(CONTROLS, '');
}
