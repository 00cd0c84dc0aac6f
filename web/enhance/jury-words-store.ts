/** Words for draws that stay on this device until they are told, each under its jury. */
const PREFIX = 'contrenote.jury-words.';

// A full or forbidden store keeps nothing: then the words go to the site.

/** Keeps words for the draw of a jury; whether they are kept. */
export function keepJuryWords(jury: string, words: string): boolean {
  try {
    localStorage.setItem(PREFIX + jury, words);
    return true;
  } catch {
    return false;
  }
}

/** The words that were kept for a jury; null where there are none. */
export function keptJuryWords(jury: string): string | null {
  try {
    return localStorage.getItem(PREFIX + jury);
  } catch {
    return null;
  }
}

/** Who signs out leaves nothing behind that tells of a case of hers; nor once they are told. */
export function forgetJuryWords(jury?: string): void {
  try {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith(PREFIX) && (jury === undefined || name === PREFIX + jury))
        localStorage.removeItem(name);
    }
  } catch {
    // Nothing was kept.
  }
}
