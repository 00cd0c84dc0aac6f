import {
  platformFacts as factsSchema,
  type PlatformFacts,
} from '#shared/directory/platform-corrections.ts';
import { decimalsOf, toMajorUnits } from '#shared/core/money.ts';
import type { Language } from '#shared/core/languages.ts';

/** Initial values of the fields of the correction form. */
export function initialCorrectionValues(
  facts: PlatformFacts,
  language: Language,
): Record<string, string> {
  const { threshold, headquarters } = facts;
  const lines = (names: readonly string[]): string => names.join('\n');
  return {
    methods: facts.methods.join(','),
    threshold: threshold === null ? '' : typed(threshold, language),
    currency: threshold?.currency ?? 'EUR',
    promiseDays: facts.promiseDays === null ? '' : String(facts.promiseDays),
    paidWorkers: String(facts.paidWorkers ?? ''),
    registeredAccounts: String(facts.registeredAccounts ?? ''),
    activity: facts.activity,
    founded: facts.founded === null ? '' : String(facts.founded),
    city: headquarters?.city ?? '',
    country: headquarters?.country ?? '',
    aliases: lines(facts.aliases),
    domains: lines(facts.domains),
    sendsTo: lines(facts.sendsTo),
    renamedTo: lines(facts.renamedTo),
    boughtBy: lines(facts.boughtBy),
    replacedBy: lines(facts.replacedBy),
  };
}

/** The facts as first shown, sent along so that only edited fields count as changed. */
export function serializeShownFacts(facts: PlatformFacts): string {
  return JSON.stringify(factsSchema.parse(facts));
}

/** A payout threshold in the form in which people type it: "5", "7,50". */
function typed(threshold: NonNullable<PlatformFacts['threshold']>, language: Language): string {
  const { minor, currency } = threshold;
  const major = toMajorUnits(minor, currency);
  const text = major.toFixed(Number.isInteger(major) ? 0 : decimalsOf(currency));
  return language === 'fr' ? text.replace('.', ',') : text;
}
