import { isAboutOwnEvidence, type InboxItem, type InboxKind } from '#shared/community/inbox.ts';
import type { Language } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';

type Link = (key: string, language: Language) => string;

const toPost: Link = (id, language) => pathTo(language, 'forumPost', { id });
const toPlatform: Link = (slug, language) => pathTo(language, 'platform', { slug });
const toClient: Link = (slug, language) => pathTo(language, 'client', { slug });
const toConversation: Link = (pseudonym, language) =>
  pathTo(language, 'conversation', { pseudonym });

const toBoycott: Link = (id, language) => pathTo(language, 'boycott', { id });
const toOrganisers: Link = (id, language) => `${toBoycott(id, language)}#organisers`;
const toDecision: Link = (id, language) => pathTo(language, 'decision', { id });
const toAct: Link = (id, language) => pathTo(language, 'act', { id });
const toOwnProposals: Link = (_, language) => `${pathTo(language, 'duties')}#proposals`;
const toOwnJury: Link = (id, language) => pathTo(language, 'ownJury', { id });

const LINKS: Readonly<Record<InboxKind, Link>> = {
  mention: toPost,
  quote: toPost,
  question: toPost,
  // The thread's first unread post.
  thread: toPost,
  'posts-moved': toPost,
  'platform-claims': toPlatform,
  'platform-standing': (slug, language) => pathTo(language, 'platformStandings', { slug }),
  'platform-reply': (slug, language) => `${pathTo(language, 'platformAbout', { slug })}#replies`,
  client: toClient,
  'client-reply': (slug, language) => `${toClient(slug, language)}#replies`,
  'boycott-step': toBoycott,
  'boycott-ballot': toBoycott,
  'boycott-message': (id, language) => `${toBoycott(id, language)}#messages`,
  'boycott-translation': (id, language) => pathTo(language, 'boycottTranslations', { id }),
  'boycott-deadline': toBoycott,
  'boycott-key-asked': toOrganisers,
  'boycott-key-waits': toOrganisers,
  'boycott-key-dropped': toOrganisers,
  'boycott-key-given': toOrganisers,
  'boycott-key-declined': toOrganisers,
  'boycott-key-answered': toOrganisers,
  'private-evidence': (_, language) => pathTo(language, 'privateEvidence'),
  'shown-before': (_, language) => pathTo(language, 'myEvidence'),
  week: (_, language) => pathTo(language, 'following'),
  'private-check': (id, language) => pathTo(language, 'privateCheck', { id }),
  'claim-reminder': (id, language) => `${pathTo(language, 'myClaims')}#${id}`,
  check: (id, language) => pathTo(language, 'proof', { id }),
  message: toConversation,
  'message-flag': toConversation,
  decision: toDecision,
  'flag-decided': toDecision,
  appeal: toDecision,
  'jury-called': toOwnJury,
  'jury-reveal': toOwnJury,
  'jury-duty': toOwnJury,
  'flags-paused': (_, language) => pathTo(language, 'flag'),
  case: (id, language) => pathTo(language, 'moderationCase', { id }),
  'case-answered': toOwnProposals,
  'act-waits': toAct,
  'act-drawn': toAct,
  'act-answered': toAct,
  'messages-suspended': (_, language) => pathTo(language, 'messages'),
};

/** The page of an item's subject; the inbox when the subject is gone. */
export function inboxItemPath({ kind, about }: InboxItem, language: Language): string {
  return about === null ? pathTo(language, 'inbox') : LINKS[kind](about.key, language);
}

/**
 * The page of an item for mails and feeds: the inbox where an address of her own evidence would
 * reveal whose it is, else `inboxItemPath`.
 */
export function externalInboxItemPath(item: InboxItem, language: Language): string {
  return isAboutOwnEvidence(item)
    ? openInboxItemPath(item, language)
    : inboxItemPath(item, language);
}

/** The address that opens an item's page through the inbox, which marks the item as read. */
export function openInboxItemPath({ id }: InboxItem, language: Language): string {
  return `${pathTo(language, 'inbox')}/${id}`;
}
