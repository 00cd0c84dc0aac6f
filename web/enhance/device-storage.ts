// Local storage, which may be full or disabled: then nothing is kept, and nothing is found.

/** The stored text under a name; null without one. */
export function loadItem(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Stores a text on this device; returns whether it succeeded. */
export function saveItem(name: string, text: string): boolean {
  try {
    localStorage.setItem(name, text);
    return true;
  } catch {
    return false;
  }
}

export function removeItem(name: string): void {
  try {
    localStorage.removeItem(name);
  } catch {
    // Storage is unavailable, so nothing was stored under the name.
  }
}

/** The names under which texts that begin with a prefix are stored. */
export function itemNames(prefix: string): string[] {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(prefix));
  } catch {
    return [];
  }
}
