import type { PledgeRank } from '#shared/collective/boycotts.ts';
import { fromBase64 } from '#shared/transparency-log/signed-notes.ts';
import { encodePledgeMessage } from '#shared/collective/pledge-messages.ts';
import type { PledgeInput } from '#shared/collective/pledges.ts';
import { ALARMING_FINDINGS } from '#shared/transparency-log/verification-findings.ts';
import type { LogCheckResult } from '#shared/transparency-log/check-log.ts';
import { areSignaturesValid } from '#web/collective/blind-signing/blind-signatures.ts';
import {
  keysOfRank,
  openRecordedBoycott,
  type RecordSources,
} from '#web/collective/blind-signing/recorded-keys.ts';

export type PublishedPledge = Omit<PledgeInput, 'padding'>;

/**
 * Faults of a published list.
 * - record: the site's boycott differs from the public record
 * - list: it is not the list that the record commits to
 * - signature: a pledge is not signed by each recorded key
 * - twice: a key appears twice
 * - many: more pledges of a rank than possible pledgers
 */
export type PublishedCountFault = 'record' | 'list' | 'signature' | 'twice' | 'many';

/**
 * Verifies and counts the published pledges against the record.
 * @returns null while the record has no leaf for it yet.
 */
export async function countPublishedPledges(
  answers: RecordSources,
  checked: LogCheckResult,
  boycott: string,
  pledges: readonly PublishedPledge[],
): Promise<readonly PublishedCountFault[] | null> {
  if (ALARMING_FINDINGS.has(checked.finding)) return ['record'];
  const row = await openRecordedBoycott(answers, checked, boycott);
  if (row === null) return null;
  if (row === 'misfit') return ['record'];
  const faults: PublishedCountFault[] = [];
  const { sha256 } = answers.record.crypto;
  const hash = await sha256(new TextEncoder().encode(linesOf(pledges)));
  if (row['pledgesHash'] !== toHex(hash)) faults.push('list');
  if (new Set(pledges.map(({ key }) => key)).size !== pledges.length) faults.push('twice');
  if (isMoreThanCould(row, pledges)) faults.push('many');
  const signed = await Promise.all(
    pledges.map(async ({ rank, key, prefix, signature }) => {
      const publicKeys = keysOfRank(row, rank as PledgeRank);
      const message = encodePledgeMessage(boycott, rank, key);
      return (
        publicKeys.length > 0 && (await areSignaturesValid(publicKeys, prefix, message, signature))
      );
    }),
  );
  if (signed.includes(false)) faults.push('signature');
  return faults;
}

function isMoreThanCould(
  { eligible, eligibleNew }: Readonly<Record<string, unknown>>,
  pledges: readonly PublishedPledge[],
): boolean {
  const could: Readonly<Record<PledgeRank, unknown>> = {
    established: eligible,
    new: eligibleNew ?? 0,
  };
  return Object.entries(could).some(
    ([of, most]) =>
      typeof most === 'number' && pledges.filter(({ rank }) => rank === of).length > most,
  );
}

/** The list in the form that the record commits to: one line a pledge, sorted by key. */
function linesOf(pledges: readonly PublishedPledge[]): string {
  const keyed = pledges.map(
    (one) => [toHex(fromBase64(one.key) ?? new Uint8Array()), one] as const,
  );
  return keyed
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { rank, key, prefix, signature }]) => `${rank} ${key} ${prefix} ${signature}\n`)
    .join('');
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
