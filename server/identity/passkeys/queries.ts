import type { Db } from '#server/database/db.ts';
import type { OwnPasskey } from '#shared/identity/passkeys.ts';
import { openPasskey, type PasskeyKeys, type StoredPasskey } from './sealed-passkey.ts';

/** A row with what is sealed in it; null where another secret sealed it. */
export type OpenedPasskey = {
  readonly id: string;
  readonly memberId: string;
  readonly sealed: string;
  readonly passkey: StoredPasskey | null;
};

export async function findPasskeys(
  db: Db,
  keys: PasskeyKeys,
  memberId: string,
): Promise<OpenedPasskey[]> {
  const rows = await db.passkey.findMany({ where: { memberId }, orderBy: { id: 'asc' } });
  return rows.map(({ id, sealed }) => ({
    id,
    memberId,
    sealed,
    passkey: openPasskey(keys, memberId, sealed),
  }));
}

/** Lists a member's passkeys, the oldest first. One that cannot be decrypted can still be removed. */
export async function findOwnPasskeys(
  db: Db,
  keys: PasskeyKeys,
  memberId: string,
): Promise<OwnPasskey[]> {
  const found = await findPasskeys(db, keys, memberId);
  return found
    .map(({ id, passkey }) => ({
      id,
      name: passkey?.name ?? null,
      madeIn: passkey?.madeIn ?? '',
      usedIn: passkey?.usedIn ?? null,
    }))
    .toSorted((one, other) => one.madeIn.localeCompare(other.madeIn));
}
