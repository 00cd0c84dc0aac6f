/** Prefix of jury nonces stored on this device until revealed. */
const PREFIX = 'contrenote.jury-words.';

// A full or disabled storage keeps nothing: then the words go to the site.

/** Stores a jury nonce; returns whether it succeeded. */
export function saveJuryNonce(jury: string, words: string): boolean {
  try {
    localStorage.setItem(PREFIX + jury, words);
    return true;
  } catch {
    return false;
  }
}

/** The stored nonce of a jury; null without one. */
export function loadJuryNonce(jury: string): string | null {
  try {
    return localStorage.getItem(PREFIX + jury);
  } catch {
    return null;
  }
}

/** Deletes nonces when signing out, so that nothing reveals a case; or one after revealing it. */
export function deleteJuryNonces(jury?: string): void {
  try {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith(PREFIX) && (jury === undefined || name === PREFIX + jury))
        localStorage.removeItem(name);
    }
  } catch {
    // Nothing was stored.
  }
}
