import { draftNames, readDraft, type Draft } from './draft-rules.ts';

// A full or forbidden store loses the draft, never the form.

/** What is kept under a name, as text. */
export function loadDraft(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Keeps a draft on this device; whether it is kept. */
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
    // It was not kept either.
  }
}

/** Who signs out leaves nothing behind on a phone that others use. */
export function forgetAllDrafts(): void {
  try {
    draftNames(Object.keys(localStorage)).forEach(forgetDraft);
  } catch {
    // Nothing was kept.
  }
}

/** Drafts that have run out go, whatever form and account they were of. */
export function forgetOldDrafts(now: number): void {
  try {
    draftNames(Object.keys(localStorage))
      .filter((name) => readDraft(localStorage.getItem(name), now) === null)
      .forEach(forgetDraft);
  } catch {
    // Nothing was kept.
  }
}
