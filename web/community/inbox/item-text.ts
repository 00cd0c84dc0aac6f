import { monthOf } from '#shared/core/days.ts';
import { isAboutOwnEvidence, type InboxItem } from '#shared/community/inbox.ts';
import type { Language } from '#shared/core/languages.ts';
import { formatDay, formatMonth } from '#web/format.ts';
import { messagesFor } from '#web/i18n/messages.ts';
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
    name: kind === 'decision' ? (nounFor(about.name, 'yours', t) ?? about.name) : about.name,
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
    unfounded: facts.unfounded ?? 0,
    flags: facts.flags ?? 0,
    reports: facts.reports ?? 0,
    verdicts: facts.verdicts ?? 0,
    boycott: facts.boycott ?? 'proposed',
    reached: facts.reached ?? false,
    ending: facts.ending ?? 'unsaid',
    shown: facts.shown ?? 'unanswered',
    day: formatDay(facts.day ?? at.slice(0, 10), language),
  });
}
