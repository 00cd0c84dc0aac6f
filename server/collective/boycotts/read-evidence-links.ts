import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { fieldError } from '#server/core/errors.ts';
import { cardReferenceFromAddress } from '#server/community/forum/card-from-address.ts';
import { cardKey, loadCards } from '#server/community/forum/load-cards.ts';
import { refuseLinkToOwnUnsignedProof } from '#server/community/forum/refuse-own-proof.ts';
import { MAX_EVIDENCE_LINKS, type BoycottChange } from '#shared/collective/boycotts.ts';
import type { CardReference } from '#shared/community/live-cards.ts';

type Written = Pick<BoycottChange, 'evidence' | 'grievance' | 'demands' | 'partaking' | 'endsWhen'>;

/**
 * Parses the evidence of a call: addresses on this site, separated by white space, of platforms, clients,
 * tasks and proofs.
 * @throws AppError bad-input for an address of anything else, for too many, and for a proof
 * that the viewer left unsigned, here or in the text: her pseudonym would reveal that it is hers.
 */
export async function parseEvidenceLinks(
  tx: Db,
  viewer: Viewer,
  { evidence = '', grievance, demands, partaking, endsWhen }: Written,
  origin: string | null,
): Promise<CardReference[]> {
  const text = [evidence, grievance, demands, partaking, endsWhen].join('\n');
  await refuseLinkToOwnUnsignedProof(tx, viewer, { text }, 'evidence');
  const lines = evidence.split(/\s+/).filter((line) => line !== '');
  const read = lines.map((line) => {
    const card = cardReferenceFromAddress(pathOf(line, origin));
    if (card === null || card.kind === 'boycott') throw fieldError('evidence', 'elsewhere');
    return card;
  });
  const cards = [...new Map(read.map((card) => [cardKey(card), card])).values()];
  if (cards.length > MAX_EVIDENCE_LINKS) {
    throw fieldError('evidence', 'too-big', String(MAX_EVIDENCE_LINKS));
  }
  const there = await loadCards(tx.sql, cards);
  if (cards.some((card) => !there.has(cardKey(card)))) {
    throw fieldError('evidence', 'elsewhere');
  }
  return cards;
}

/**
 * Returns an address relative to this site; one of another site stays absolute, and matches no
 * page.
 */
function pathOf(address: string, origin: string | null): string {
  return origin !== null && address.startsWith(`${origin}/`)
    ? address.slice(origin.length)
    : address;
}
