import { monthOf } from '#shared/core/days.ts';
import { isAboutOwnEvidence, type InboxItem } from '#shared/community/inbox.ts';
import type { Language } from '#shared/core/languages.ts';
import { formatDay, formatMonth } from '#web/format.ts';
import { messagesFor, type Messages } from '#web/i18n/messages.ts';
import { standingName } from '#web/directory/platforms/standing-text.ts';
import { nounFor } from '#web/i18n/nouns.ts';
import { say } from '#web/i18n/say.ts';

/**
 * The sentence of an item for mails and feeds: those about her own evidence name no platform, since
 * the mail or feed provider would learn whose it is.
 */
export function externalInboxItemText(item: InboxItem, language: Language): string {
  return isAboutOwnEvidence(item) ? messagesFor(language).inbox.own : inboxItemText(item, language);
}

export function inboxItemText(
  { kind, about, count, facts, at }: InboxItem,
  language: Language,
): string {
  const t = messagesFor(language);
  const words = t.inbox;
  if (about === null) return words.gone;
  if (kind === 'decision' && about.name === 'pause') {
    return words.pauseDecided({ measure: facts.measure ?? 'dismiss' });
  }
  return say(words.lines[kind], {
    name: nameOf(kind, about.name, t),
    by: about.by,
    count,
    before: standingName(facts.before ?? 'unknown', language),
    after: standingName(facts.after ?? 'unknown', language),
    month: formatMonth(facts.month ?? monthOf(at.slice(0, 10)), language),
    members: facts.members ?? 0,
    reporters: facts.reporters ?? 0,
    reviewers: facts.reviewers ?? 0,
    state: facts.state ?? 'open',
    measure: facts.measure ?? 'dismiss',
    outcome: facts.outcome ?? 'not-upheld',
    appeal: facts.appeal ?? 'open',
    proposal: facts.proposal ?? 'decided',
    reason: reasonInWords(facts.reason, t),
    unfounded: facts.unfounded ?? 0,
    flags: facts.flags ?? 0,
    reports: facts.reports ?? 0,
    verdicts: facts.verdicts ?? 0,
    boycott: facts.boycott ?? 'proposed',
    reached: facts.reached ?? false,
    ending: facts.ending ?? 'unsaid',
    shown: facts.shown ?? 'unanswered',
    translation: facts.translation ?? 'confirmed',
    refusal: refusalInWords(facts.refusal, t),
    day: formatDay(facts.day ?? at.slice(0, 10), language),
  });
}

/** The name of an item's subject; of a decision or case, the noun of its kind. */
function nameOf(kind: InboxItem['kind'], name: string, t: Messages): string {
  if (kind === 'decision') return nounFor(name, 'yours', t) ?? name;
  if (kind === 'case' || kind === 'case-answered') return nounFor(name, 'one', t) ?? name;
  return name;
}

/** Why a translation was refused, within a sentence. */
function refusalInWords(reason: string | undefined, t: Messages): string {
  const words: Readonly<Record<string, string>> = t.boycotts.translations.reasons;
  const said = words[reason ?? ''] ?? t.boycotts.translations.reasons.meaning;
  return said.charAt(0).toLowerCase() + said.slice(1);
}

/** Why a case was flagged; "urgent" where it was opened for a reason of another list. */
function reasonInWords(reason: string | undefined, t: Messages): string {
  const words: Readonly<Record<string, string>> = t.moderation.reasons;
  return (words[reason ?? ''] ?? t.moderation.urgent).toLowerCase();
}
