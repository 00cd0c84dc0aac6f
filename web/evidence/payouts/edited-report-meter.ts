import type { Language } from '#shared/core/languages.ts';
import type {
  MeterReading,
  MeterReadings,
  MeterResponse,
} from '#shared/evidence/publication/meter-reading.ts';
import type { OwnPayout } from '#shared/evidence/payouts.ts';
import {
  levelOf,
  meterInWords,
  proofDisclosureInWords,
  toldOutcome,
  type MeterWords,
} from './meter-text.ts';
import { proofReveals, proofShows, type TypedFields } from './typed-proof-fields.ts';

/** What the edited report discloses so far, to compute what a change discloses in addition. */
export type ToldReport = {
  /** The outcome of its own slip; null where it has none. */
  readonly slip: 'paid' | 'not-paid' | null;
  /** Whether that slip still waits: then a change replaces it. */
  readonly slipWaits: boolean;
  readonly waits: boolean;
  readonly shows: Record<'amount' | 'month' | 'signed', boolean>;
};

/** Returns what a report discloses so far; `initial` are the fields of its form. */
export function toldReportOf(
  { state, publication }: Pick<OwnPayout, 'state' | 'publication'>,
  initial: TypedFields,
): ToldReport {
  const slipWaits = publication.state === 'waits';
  // The slip of a pending payout says not-paid.
  const says = toldOutcome({ ...initial, outcome: state }) === 'paid' ? 'paid' : 'not-paid';
  return {
    slip: slipWaits || publication.state === 'released' ? says : null,
    slipWaits,
    waits: state === 'waiting',
    shows: proofShows(initial),
  };
}

/** Whether another slip follows from the change, as `reviseReport` on the server decides. */
function isSlipRevised(typed: TypedFields, told: ToldReport): boolean {
  const outcome = toldOutcome(typed);
  if (told.waits && outcome === 'waiting') return false;
  return told.slip === null ? told.waits : outcome !== told.slip;
}

/**
 * Returns the meter for a change: the usual one if the change replaces the slip; else one whose
 * readings all have the number of workers who could have written everything that was shown of her so
 * far.
 */
export function meterOfChange(
  typed: TypedFields,
  told: ToldReport,
  meter: MeterResponse,
): MeterResponse {
  if (isSlipRevised(typed, told)) return { ...meter, joins: meter.joins && !told.slipWaits };
  const reading: MeterReading = { shown: true, crowd: meter.left, latest: null, detailed: false };
  const all: MeterReadings = { delay: reading, amount: reading, none: reading, notPaid: reading };
  return { ...meter, joins: false, soon: all, later: all };
}

/**
 * Returns the meter's sentences on a change, and how well she is hidden; null if the change discloses
 * nothing more.
 */
export function changeInWords(
  typed: TypedFields,
  told: ToldReport,
  meter: MeterResponse,
  words: MeterWords,
  language: Language,
): { sentences: string[]; level: ReturnType<typeof levelOf> } {
  const changed = meterOfChange(typed, told, meter);
  if (isSlipRevised(typed, told)) {
    const sentences = meterInWords(typed, changed, words, language);
    return {
      sentences: told.slip === null ? sentences : [...sentences, words.spent],
      level: levelOf(typed, changed),
    };
  }
  const [reveals, shows] = [proofReveals(typed), proofShows(typed)];
  const more =
    (reveals.amount && !told.shows.amount) ||
    (reveals.month && !told.shows.month) ||
    reveals.method ||
    (shows.signed && !told.shows.signed);
  if (!more) return { sentences: [words.same], level: null };
  return {
    sentences: proofDisclosureInWords(typed, changed.soon.delay, words, language),
    level: levelOf(typed, changed),
  };
}
