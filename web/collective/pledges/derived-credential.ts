import { PLEDGE_RANKS } from '#shared/collective/ballot-rules.ts';
import type { CredentialStore } from './credential-store.ts';
import type { PublishedPledge } from './count-published-pledges.ts';
import { PLEDGE_PURPOSE, type PledgeCredential } from './pledge-credential.ts';
import type { DeriveBytes } from '#web/collective/blind-signing/blind-signatures.ts';
import { openPledgeDerivation } from './pledge-derivation.ts';
import { SIGNING_SEED_BYTES, makePledgeSigningKey } from './signing-key.ts';

type Derived = Required<
  Pick<PledgeCredential, 'account' | 'boycott' | 'rank' | 'carrySecret' | 'carried'>
>;
type Rest = Omit<PledgeCredential, keyof Derived | 'key' | 'secret' | 'madeOn' | 'outbox'>;

const DAY_MS = 86_400_000;

/** Derives a credential's key from her secret, and stores the credential with the rest of it. */
export async function addDerivedCredential(
  credentials: CredentialStore,
  { carried, ...of }: Derived,
  makeRest: (key: string, derive: DeriveBytes) => Promise<Rest>,
): Promise<PledgeCredential> {
  const derive = await openPledgeDerivation(of.carrySecret, of);
  const seed = await derive('key', SIGNING_SEED_BYTES);
  const add = async (keepsKeys: boolean): Promise<PledgeCredential> => {
    const made = await makePledgeSigningKey(seed, keepsKeys);
    return credentials.add({
      ...of,
      ...(carried ? { carried } : {}),
      ...made,
      ...(await makeRest(made.key, derive)),
      madeOn: Math.floor(Date.now() / DAY_MS),
      outbox: [],
    });
  };
  try {
    return await add(true);
  } catch (error) {
    // Some browsers support the curve but cannot store its keys.
    if (error instanceof DOMException && error.name === 'DataCloneError') return add(false);
    throw error;
  }
}

/**
 * Looks in the published list for the pledge of her secret, which another device sent, and keeps it
 * here.
 * @returns whether it is there.
 */
export async function keepListedPledge(
  credentials: CredentialStore,
  of: Pick<Derived, 'account' | 'boycott' | 'carrySecret'>,
  pledges: readonly PublishedPledge[],
): Promise<boolean> {
  for (const rank of PLEDGE_RANKS) {
    const derive = await openPledgeDerivation(of.carrySecret, { ...of, rank });
    const seed = await derive('key', SIGNING_SEED_BYTES);
    const { key } = await makePledgeSigningKey(seed, true);
    const listed = pledges.find((one) => one.key === key);
    if (listed === undefined) continue;
    const { prefix, signature } = listed;
    await addDerivedCredential(credentials, { ...of, rank, carried: true }, async () => ({
      // Nothing more will be signed.
      publicKey: '',
      prefix,
      blinded: null,
      signature,
      closed: true,
      said: { [PLEDGE_PURPOSE]: { counter: 0, value: '', refused: null } },
    }));
    await credentials.adoptSecret(of.account, of.carrySecret);
    return true;
  }
  return false;
}
