import { keyedHash, type Secrets } from '#server/core/secrets.ts';

/** Path of the file of codes that the operator hands out, and the secrets that hash them. */
export type ClaimCodesFile = { readonly path: string; readonly secrets: Secrets };

/** Hashes a claim code for storage with a key that is not in the database. */
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
