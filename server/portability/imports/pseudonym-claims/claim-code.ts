import { keyedHash, type Secrets } from '#server/core/secrets.ts';

/** The file of codes that the operator hands out. */
export type ClaimCodesFile = { readonly path: string; readonly secrets: Secrets };

/** The stored hash of a code: useless with the database but without the key. */
export function hashClaimCode(secrets: Secrets, code: string): string {
  return keyedHash(secrets.keyFor('import-code'), foldCode(code));
}

/** Normalises a typed code: case, spaces, hyphens, and letters that look like digits. */
function foldCode(code: string): string {
  return code
    .toLowerCase()
    .replaceAll(/[^0-9a-z]/g, '')
    .replaceAll('o', '0')
    .replaceAll(/[il]/g, '1');
}
