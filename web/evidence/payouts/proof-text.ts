import { formatMoney } from '#shared/core/money.ts';
import type { Language } from '#shared/core/languages.ts';
import type { PublishedProof } from '#shared/evidence/proofs.ts';
import { formatMonth } from '#web/format.ts';
import type { Messages } from '#web/i18n/messages.ts';

type Words = { readonly t: Messages; readonly language: Language };

/** "Payé, environ 27 €, demandé en mars 2026": what a proof shows, in one line. */
export function proofInWords(
  { state, amount, month }: Pick<PublishedProof, 'state' | 'amount' | 'month'>,
  { t, language }: Words,
): string {
  const words = t.payouts.card;
  return [
    t.payouts.proofStates[state],
    ...(amount === null
      ? []
      : [words.about({ amount: formatMoney(amount.minor, amount.currency, language) })]),
    ...(month === null ? [] : [words.asked({ month: formatMonth(month, language) })]),
  ].join(', ');
}

/** Alternative text of a proof's picture. */
export function pictureInWords(proof: PublishedProof, context: Words): string {
  return context.t.payouts.card.alt({
    platform: proof.platform.name,
    what: proofInWords(proof, context),
  });
}

/** How others can verify a proof: by its picture, or not. */
export function verificationInWords(proof: PublishedProof, { t }: Words): string {
  if (proof.solicited) return t.payouts.card.solicited;
  if (proof.covered) return t.checks.levels.covered;
  if (proof.screenshot === null) return t.payouts.card.declared;
  if (proof.proof === 'confirmed') return t.checks.levels.confirmed;
  return proof.checks.some(isOpenDoubt) ? t.checks.levels.doubted : t.payouts.card.toConfirm;
}

/** Whether a check is an open doubt by members; a similarity alone accuses nobody. */
function isOpenDoubt({ state, origin }: PublishedProof['checks'][number]): boolean {
  return state === 'open' && origin === 'doubt';
}
