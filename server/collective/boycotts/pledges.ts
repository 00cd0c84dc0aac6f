import type { Db } from '#server/database/db.ts';
import type { Deps } from '#server/deps.ts';
import { AppError, found } from '#server/core/errors.ts';
import { SIGNATURE_BYTES, WITHDRAW, pledgeMessage } from '#shared/collective/pledge-messages.ts';
import type { PledgeInput } from '#shared/collective/pledges.ts';
import { isSigned, partsOf } from './blind.ts';
import { publicKeyOf } from './keys.ts';

/** What pledges and acts are taken with. */
export type PledgeSite = Pick<Deps, 'database' | 'slots' | 'clock'>;

/**
 * While a pledge or an act is taken the boycott makes no step and no batch runs. Who takes one holds
 * nothing else, and writes nothing: no transaction of the database has its time.
 */
export async function lockShared(tx: Db, boycottId: string): Promise<void> {
  const key = `boycott/${boycottId}`;
  await tx.sql('SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 0))', [key]);
}

/** For a step or a batch: waits for what is being taken, and keeps everybody else out. */
export async function lockAlone(tx: Db, boycottId: string): Promise<void> {
  const key = `boycott/${boycottId}`;
  await tx.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
}

/**
 * Takes a pledge: on the disk, in a slot, once this resolves. The same one again changes nothing.
 * @throws AppError not-found, not-pledging, bad-signature (of another key, boycott or rank too),
 * signature-missing where not each key signed, and pledge-withdrawn where it was taken back.
 */
export async function takePledge(
  { database, slots, clock }: PledgeSite,
  boycottId: string,
  { rank, key, prefix, signature }: PledgeInput,
): Promise<void> {
  await database.prisma.$transaction(async (tx) => {
    await lockShared(tx, boycottId);
    const boycott = found(
      await tx.boycott.findUnique({
        where: { id: boycottId },
        select: {
          state: true,
          stepEndsAt: true,
          keys: { where: { rank }, orderBy: { organiser: 'asc' }, select: { publicKey: true } },
        },
      }),
    );
    if (!isPledging(boycott, clock())) throw new AppError('not-pledging');
    const message = Buffer.concat([
      Buffer.from(prefix, 'base64'),
      pledgeMessage(boycottId, rank, key),
    ]);
    checkSigned(boycott.keys, message, Buffer.from(signature, 'base64'));
    const known = await findPledge(tx, { slots }, boycottId, key);
    if (known.withdrawn) throw new AppError('pledge-withdrawn');
    if (known.kept) return;
    await slots.put({ is: 'pledge', boycott: boycottId, rank, key, prefix, signature });
  });
}

/** Each key that signs for the boycott must have signed, the site's first. */
function checkSigned(
  keys: readonly { readonly publicKey: Uint8Array }[],
  message: Uint8Array,
  signatures: Buffer,
): void {
  if (signatures.length < keys.length * SIGNATURE_BYTES) throw new AppError('signature-missing');
  const all = partsOf(signatures);
  const holds =
    keys.length > 0 &&
    all.length === keys.length &&
    keys.every(({ publicKey }, nth) => {
      const signature = all[nth];
      return signature !== undefined && isSigned(publicKeyOf(publicKey), message, signature);
    });
  if (!holds) throw new AppError('bad-signature');
}

/** Whether pledges are taken at this moment: its deadline acts also where nobody wrote it down yet. */
export function isPledging(
  { state, stepEndsAt }: { readonly state: string; readonly stepEndsAt: Date | null },
  now: Date,
): boolean {
  return state === 'pledging' && stepEndsAt !== null && now < stepEndsAt;
}

/** What is known of the pledge with this key, in its table and on its way there. */
export async function findPledge(
  tx: Db,
  { slots }: Pick<PledgeSite, 'slots'>,
  boycottId: string,
  key: string,
): Promise<{ kept: boolean; withdrawn: boolean }> {
  const bytes = Uint8Array.from(Buffer.from(key, 'base64'));
  const waiting = slots.of(boycottId).filter((record) => record.key === key);
  const act = { boycottId, key: bytes, purpose: WITHDRAW, counter: 0 };
  const withdrawn =
    waiting.some((record) => record.is === 'act' && record.purpose === WITHDRAW) ||
    (await tx.boycottAct.count({ where: act })) > 0;
  const kept =
    waiting.some(({ is }) => is === 'pledge') ||
    (await tx.boycottPledge.count({ where: { boycottId, key: bytes } })) > 0;
  return { kept, withdrawn };
}
