import { subjectPageAddress, type SubjectPage } from '#shared/governance/case-handling.ts';
import type { Language } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';
import { formatSince } from '#web/format.ts';
import type { Messages } from '#web/i18n/messages.ts';
import type { PageContext } from '#web/page.ts';
import { nounFor } from '#web/i18n/nouns.ts';
import { RULE_IDS } from '#shared/core/moderation-decisions.ts';

export function subjectKindInWords(about: string, t: Messages): string {
  return nounFor(about.split('/')[0] ?? '', 'title', t) ?? about;
}

/** A rule with its title from the rules page. */
export function ruleInWords(rule: string, t: Messages): string {
  const known = RULE_IDS.find((id) => id === rule);
  return known === undefined ? rule : `${rule}, ${t.legal.siteRules.rules[known].title}`;
}

export function subjectPagePath(place: SubjectPage, language: Language): string {
  const { page, parameters } = subjectPageAddress(place);
  return pathTo(language, page, parameters);
}

export function caseAgeInWords(openedAt: string, { t, language, now }: PageContext): string {
  const since = formatSince(openedAt, now, language);
  return since === null ? t.moderation.desk.openedNow : t.moderation.desk.opened({ since });
}
