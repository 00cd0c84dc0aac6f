import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { AppError, fieldError } from '#server/core/errors.ts';
import { nodeCrypto } from '#server/transparency-log/ed25519-signer.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { sha256OfText } from '#shared/governance/jury-draw.ts';
import type { PartyNonceInput, RevealNonceInput } from '#shared/governance/juries.ts';
import { nonceRevealEnd } from './draw-jury.ts';
import { lockJury, type LoadedJury } from './lock-jury.ts';

/**
 * Adds a party's nonce to a draw before its hour, once: a hash, if she keeps the words herself, or
 * the words, which the site keeps. Others see only the hash until the draw.
 * @throws AppError not-found; not-allowed unless a party; conflict past the hour, or when given
 * already; bad-input for both or neither, or for another party's hash.
 */
export async function addPartyNonce(
  tx: Db,
  viewer: Viewer,
  id: string,
  input: PartyNonceInput,
  now: Date,
): Promise<{ id: string }> {
  return runIdempotently(tx, viewer.id, input, now, async () => {
    const jury = await lockJury(tx, id);
    const role = await partyOf(tx, viewer, jury);
    const { commitment: given, words } = input;
    if ((given === undefined) === (words === undefined)) throw fieldError('words', 'required');
    if (jury.state !== 'waiting' || jury.drawHour <= now) throw new AppError('conflict');
    const commitment = given ?? (await sha256OfText(nodeCrypto.sha256, words ?? ''));
    const earlier = await tx.juryNonce.findFirst({
      where: { juryId: id, OR: [{ memberId: viewer.id }, { commitment }] },
    });
    if (earlier?.memberId === viewer.id) throw new AppError('conflict');
    // Refuse a copied hash: it could only be revealed after the original.
    if (earlier !== null) throw fieldError(given === undefined ? 'words' : 'commitment', 'taken');
    await tx.juryNonce.create({
      data: {
        juryId: id,
        commitment,
        memberId: viewer.id,
        role,
        nonce: words ?? null,
        givenAt: now,
      },
    });
    await appendEntry(tx, now, {
      kind: 'jury-nonce',
      subject: `jury/${id}`,
      content: { jury: id, role, commitment },
    });
    return { id };
  });
}

/**
 * Reveals, after the hour of the draw, the words of a party's hash. They are published with the
 * draw, not before, so that a party who still keeps hers cannot foresee the draw.
 * @throws AppError not-found; not-allowed unless she gave a hash; conflict before the hour, after
 * the time to reveal, or when revealed; bad-input for other words.
 */
export async function revealPartyNonce(
  tx: Db,
  viewer: Viewer,
  id: string,
  { words }: RevealNonceInput,
  now: Date,
): Promise<{ id: string }> {
  const jury = await lockJury(tx, id);
  const where = { juryId_memberId: { juryId: id, memberId: viewer.id } };
  const nonce = await tx.juryNonce.findUnique({ where });
  if (nonce === null) throw new AppError('not-allowed');
  const open = jury.state === 'waiting' && jury.drawHour <= now && now < nonceRevealEnd(jury);
  if (!open || nonce.nonce !== null) throw new AppError('conflict');
  const { commitment } = nonce;
  if ((await sha256OfText(nodeCrypto.sha256, words)) !== commitment)
    throw fieldError('words', 'wrong');
  await tx.juryNonce.update({ where, data: { nonce: words } });
  await appendEntry(tx, now, {
    kind: 'jury-nonce-told',
    subject: `jury/${id}`,
    content: { jury: id, commitment },
  });
  return { id };
}

async function partyOf(tx: Db, viewer: Viewer, { caseId }: LoadedJury): Promise<string> {
  const party = await tx.caseParty.findUnique({
    where: { caseId_memberId: { caseId, memberId: viewer.id } },
  });
  if (party === null) throw new AppError('not-allowed');
  return party.role;
}
