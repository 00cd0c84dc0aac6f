import type { InboxItem } from '#shared/community/inbox.ts';
import type { Language } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { externalInboxItemPath } from '#web/community/inbox/item-links.ts';
import { externalInboxItemText } from '#web/community/inbox/item-text.ts';
import type { Mail } from './mailer.ts';
import { ONE_CLICK_UNSUBSCRIBE_PATH } from './one-click-unsubscribe.ts';

type Site = { readonly language: Language; readonly origin: string; readonly code: string };

export function writeConfirmationMail({ language, origin, code }: Site): Omit<Mail, 'to'> {
  const words = messagesFor(language).reach.mail;
  const confirm = `${origin}${pathTo(language, 'mail', {}, { code })}`;
  const endUrl = endOf({ language, origin, code });
  const text = [words.askSay, confirm, words.askOtherwise, endUrl].join('\n\n');
  return { subject: words.askSubject, text: `${text}\n`, oneClickUrl: oneClickOf(origin, code) };
}

export function writeDigest(items: readonly InboxItem[], site: Site): Omit<Mail, 'to'> {
  const { language, origin } = site;
  const words = messagesFor(language).reach.mail;
  const lines = items.map(
    (item) =>
      `- ${externalInboxItemText(item, language)}\n  ${origin}${externalInboxItemPath(item, language)}`,
  );
  const endUrl = endOf(site);
  const inbox = `${origin}${pathTo(language, 'inbox')}`;
  const text = [
    ...lines,
    words.all({ address: inbox }),
    `-- \n${words.why}\n${words.end({ address: endUrl })}`,
  ].join('\n\n');
  return {
    subject: words.subject({ count: items.length }),
    text: `${text}\n`,
    oneClickUrl: oneClickOf(origin, site.code),
  };
}

function endOf({ language, origin, code }: Site): string {
  return `${origin}${pathTo(language, 'mail', {}, { code, fin: '1' })}`;
}

function oneClickOf(origin: string, code: string): string {
  return `${origin}${ONE_CLICK_UNSUBSCRIBE_PATH}?code=${code}`;
}
