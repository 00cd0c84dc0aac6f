import type { Db } from '#server/database/db.ts';
import type { BoycottDeps } from './deps.ts';
import {
  lockSubjectExclusive,
  lockSubjectShared,
} from '#server/collective/blind-signing/subject-locks.ts';
import { AppError, requireFound } from '#server/core/errors.ts';
import { SIGNATURE_BYTES } from '#shared/collective/blind-signing.ts';
import { WITHDRAW_PURPOSE, encodePledgeMessage } from '#shared/collective/pledge-messages.ts';
import type { PledgeInput } from '#shared/collective/pledges.ts';
import {
  isMessageSignatureValid,
  splitSignatureParts,
} from '#server/collective/blind-signing/blind-signatures.ts';
import { parsePublicKey } from '#server/collective/blind-signing/site-keys.ts';

export type AcceptPledgeDeps = Pick<BoycottDeps, 'database' | 'slots' | 'clock'>;

/** Takes the shared lock on a boycott, to accept a pledge or an act. */
export function lockBoycottShared(tx: Db, boycottId: string): Promise<void> {
  return lockSubjectShared(tx, `boycott/${boycottId}`);
}

/** Takes the exclusive lock on a boycott, for a step or a batch. */
export function lockBoycottExclusive(tx: Db, boycottId: string): Promise<void> {
  return lockSubjectExclusive(tx, `boycott/${boycottId}`);
}

/**
 * Accepts a pledge; durable (in a slot on disk) once this resolves. Idempotent.
 * @throws AppError not-found, not-pledging, bad-signature (also for another key, boycott or rank),
 * signature-missing unless every key signed, and pledge-withdrawn.
 */
export async function acceptPledge(
  { database, slots, clock }: AcceptPledgeDeps,
  boycottId: string,
  { rank, key, prefix, signature }: PledgeInput,
): Promise<void> {
  await database.prisma.$transaction(async (tx) => {
    await lockBoycottShared(tx, boycottId);
    const boycott = requireFound(
      await tx.boycott.findUnique({
        where: { id: boycottId },
        select: {
          state: true,
          stepEndsAt: true,
          keys: { where: { rank }, orderBy: { organiser: 'asc' }, select: { publicKey: true } },
        },
      }),
    );
    if (!isPledgingOpen(boycott, clock())) throw new AppError('not-pledging');
    const message = Buffer.concat([
      Buffer.from(prefix, 'base64'),
      encodePledgeMessage(boycottId, rank, key),
    ]);
    checkSigned(boycott.keys, message, Buffer.from(signature, 'base64'));
    const known = await findPledge(tx, { slots }, boycottId, key);
    if (known.withdrawn) throw new AppError('pledge-withdrawn');
    if (known.kept) return;
    await slots.put({ is: 'pledge', boycott: boycottId, rank, key, prefix, signature });
  });
}

/**
 * Verifies one signature per signing key, the site's first.
 * @throws AppError signature-missing or bad-signature.
 */
function checkSigned(
  keys: readonly { readonly publicKey: Uint8Array }[],
  message: Uint8Array,
  signatures: Buffer,
): void {
  if (signatures.length < keys.length * SIGNATURE_BYTES) throw new AppError('signature-missing');
  const all = splitSignatureParts(signatures);
  const holds =
    keys.length > 0 &&
    all.length === keys.length &&
    keys.every(({ publicKey }, nth) => {
      const signature = all[nth];
      return (
        signature !== undefined &&
        isMessageSignatureValid(parsePublicKey(publicKey), message, signature)
      );
    });
  if (!holds) throw new AppError('bad-signature');
}

/** Whether pledges are accepted now; the deadline holds even before the step was run. */
export function isPledgingOpen(
  { state, stepEndsAt }: { readonly state: string; readonly stepEndsAt: Date | null },
  now: Date,
): boolean {
  return state === 'pledging' && stepEndsAt !== null && now < stepEndsAt;
}

/**
 * Finds whether a pledge with this key is stored and whether it was withdrawn, in the tables or
 * waiting in slots.
 */
export async function findPledge(
  tx: Db,
  { slots }: Pick<AcceptPledgeDeps, 'slots'>,
  boycottId: string,
  key: string,
): Promise<{ kept: boolean; withdrawn: boolean }> {
  const bytes = Uint8Array.from(Buffer.from(key, 'base64'));
  const waiting = slots.of(boycottId).filter((record) => record.key === key);
  const act = { boycottId, key: bytes, purpose: WITHDRAW_PURPOSE, counter: 0 };
  const withdrawn =
    waiting.some((record) => record.is === 'act' && record.purpose === WITHDRAW_PURPOSE) ||
    (await tx.boycottAct.count({ where: act })) > 0;
  const kept =
    waiting.some(({ is }) => is === 'pledge') ||
    (await tx.boycottPledge.count({ where: { boycottId, key: bytes } })) > 0;
  return { kept, withdrawn };
}
