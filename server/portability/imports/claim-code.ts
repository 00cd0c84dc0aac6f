import { keyedHash, type Secrets } from '#server/core/secrets.ts';

/** Where codes are written for the operator to hand out. */
export type CodesFile = { readonly path: string; readonly secrets: Secrets };

/** What is kept of a code: useless to who has the database but not the key. */
export function hashCode(secrets: Secrets, code: string): string {
  return keyedHash(secrets.keyFor('import-code'), foldCode(code));
}

/** A code whatever the capitals, spaces and hyphens; letters that look like figures are those. */
function foldCode(code: string): string {
  return code
    .toLowerCase()
    .replaceAll(/[^0-9a-z]/g, '')
    .replaceAll('o', '0')
    .replaceAll(/[il]/g, '1');
}
