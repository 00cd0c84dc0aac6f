import { itemNames, loadItem, removeItem, saveItem } from '#web/enhance/device-storage.ts';

/** Prefix of the storage keys of jury nonces, which stay on this device until revealed. */
const PREFIX = 'contrenote.jury-words.';

/** Stores a jury nonce; returns whether it succeeded: otherwise the words go to the site. */
export function saveJuryNonce(jury: string, words: string): boolean {
  return saveItem(PREFIX + jury, words);
}

export function loadJuryNonce(jury: string): string | null {
  return loadItem(PREFIX + jury);
}

/** Deletes a nonce after revealing it. */
export function deleteJuryNonce(jury: string): void {
  removeItem(PREFIX + jury);
}

/** Deletes all nonces when signing out, so that nothing reveals a case. */
export function deleteJuryNonces(): void {
  itemNames(PREFIX).forEach(removeItem);
}
