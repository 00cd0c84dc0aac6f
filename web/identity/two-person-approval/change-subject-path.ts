import type { ChangeSubject, ProposedChange } from '#shared/identity/two-person-approval.ts';
import type { Language } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';
import type { Messages } from '#web/i18n/messages.ts';

export function changeSubjectPath(
  { kind, key }: ChangeSubject,
  of: ProposedChange['kind'],
  language: Language,
): string {
  if (kind === 'thread') return pathTo(language, 'thread', { id: key });
  if (kind === 'watched-word') return pathTo(language, 'watchedWords');
  if (kind === 'boycott') return pathTo(language, 'boycott', { id: key });
  if (kind === 'task') return pathTo(language, 'task', { id: key });
  if (kind === 'client') return pathTo(language, 'client', { slug: key });
  const findings = of === 'lift-finding' || of === 'restore-finding';
  return `${pathTo(language, 'platformStandings', { slug: key })}${findings ? '#findings' : ''}`;
}

/** The rule that a proposed change applies, in words. */
export function changeRuleText({ kind, rule }: ProposedChange, t: Messages): string | null {
  if (rule === null) return null;
  const rules: Readonly<Record<string, string>> =
    kind === 'lift-finding' || kind === 'restore-finding'
      ? t.campaigns.decision.rules
      : kind === 'close-platform' || kind === 'reopen-platform'
        ? t.platforms.decisions.rules
        : t.forum.moderate.rules;
  return rules[rule] ?? rule;
}
