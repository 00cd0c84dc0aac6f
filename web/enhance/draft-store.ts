import { draftNames, readDraft, type Draft } from './draft-rules.ts';

// A full or disabled storage loses the draft, never the form.

/** The stored text of a key. */
export function loadDraft(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Stores a draft on this device; returns whether it succeeded. */
export function saveDraft(name: string, draft: Draft): boolean {
  try {
    localStorage.setItem(name, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function forgetDraft(name: string): void {
  try {
    localStorage.removeItem(name);
  } catch {
    // Storage is disabled: no draft was stored either.
  }
}

/** Deletes all drafts when signing out, for shared phones. */
export function forgetAllDrafts(): void {
  try {
    draftNames(Object.keys(localStorage)).forEach(forgetDraft);
  } catch {
    // Nothing was stored.
  }
}

/** Deletes expired drafts of all forms and accounts. */
export function forgetOldDrafts(now: number): void {
  try {
    draftNames(Object.keys(localStorage))
      .filter((name) => readDraft(localStorage.getItem(name), now) === null)
      .forEach(forgetDraft);
  } catch {
    // Nothing was stored.
  }
}
