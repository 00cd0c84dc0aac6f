import { FLAG_REASONS, flagReasonCode } from '#shared/governance/cases.ts';
import type { Messages } from '#web/i18n/messages.ts';
import { legalSectionsOf, type LegalSection } from './legal-section.ts';

/** The sections of the site's rules; the one on flags lists their reasons, each with its rule. */
export function siteRuleSections({ legal, moderation }: Messages): LegalSection[] {
  const points = flagReasonCode.options.map(
    (reason) => `${moderation.reasons[reason]} (${FLAG_REASONS[reason]})`,
  );
  return legalSectionsOf('siteRules', legal.siteRules.sections).map((section) =>
    section.id === 'signaler' ? { ...section, points } : section,
  );
}
