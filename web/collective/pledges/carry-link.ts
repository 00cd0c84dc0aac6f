import { fromBase64, toBase64 } from '#shared/transparency-log/signed-notes.ts';
import { CARRY_SECRET_BYTES } from './pledge-derivation.ts';

const MARK = '#carry=';
/** In the session storage of this tab, while she signs in. */
const WAITING = 'contrenote.carry';

/** The address that carries a secret to another device: in its fragment, which no request has. */
export function carryLink(page: string, secret: Uint8Array): string {
  return page + MARK + toBase64(secret).replaceAll('+', '-').replaceAll('/', '_').replace('==', '');
}

/**
 * Takes the secret out of this page's address, which no longer shows it, or the one that waited for
 * her to sign in.
 * @param signedIn false keeps it for the next page of this tab.
 */
export function takeCarriedSecret(signedIn: boolean): Uint8Array<ArrayBuffer> | null {
  const { hash, pathname, search } = location;
  const isLink = hash.startsWith(MARK);
  if (isLink) history.replaceState(history.state, '', pathname + search);
  const text = isLink ? hash.slice(MARK.length) : storage((tab) => tab.getItem(WAITING));
  if (text === null) return null;
  storage((tab) => (signedIn ? tab.removeItem(WAITING) : tab.setItem(WAITING, text)));
  const bytes = fromBase64(`${text.replaceAll('-', '+').replaceAll('_', '/')}==`);
  return bytes?.length === CARRY_SECRET_BYTES ? Uint8Array.from(bytes) : null;
}

/** Uses the tab's storage; null where there is none. */
function storage<Result>(use: (tab: Storage) => Result): Result | null {
  try {
    return use(sessionStorage);
  } catch {
    return null;
  }
}
