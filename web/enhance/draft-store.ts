import { itemNames, loadItem, removeItem, saveItem } from './device-storage.ts';
import { DRAFT_PREFIX, readDraft, type Draft } from './draft-rules.ts';

/** The draft under a name; null when there is none, or an expired one. */
export function loadDraft(name: string, now: number): Draft | null {
  return readDraft(loadItem(name), now);
}

/** Stores a draft on this device; returns whether it succeeded. */
export function saveDraft(name: string, draft: Draft): boolean {
  return saveItem(name, JSON.stringify(draft));
}

/** Deletes all drafts when signing out, for shared phones. */
export function forgetAllDrafts(): void {
  itemNames(DRAFT_PREFIX).forEach(removeItem);
}

/** Deletes expired drafts of all forms and accounts. */
export function forgetOldDrafts(now: number): void {
  itemNames(DRAFT_PREFIX)
    .filter((name) => loadDraft(name, now) === null)
    .forEach(removeItem);
}
