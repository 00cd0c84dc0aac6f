import type { InboxItem } from '#shared/community/inbox.ts';
import type { Language } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';
import { privateFeedPath } from '#web/site/feeds/feed-path.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { externalInboxItemPath } from '#web/community/inbox/item-links.ts';
import { externalInboxItemText } from '#web/community/inbox/item-text.ts';
import { latestFirst, type Feed } from './write-atom.ts';

/** Feed of a member's inbox. A renewed item is a new entry. */
export function inboxFeed(
  items: readonly InboxItem[],
  { secret, hash, since }: { secret: string; hash: string; since: string },
  language: Language,
): Feed {
  return {
    title: messagesFor(language).inbox.feeds.private,
    self: privateFeedPath(secret, language),
    // Readers may show, store or share the id, so it must not open the feed.
    subject: `inbox/${hash.slice(0, 16)}`,
    page: pathTo(language, 'inbox'),
    since,
    entries: latestFirst(
      items
        .filter(({ about }) => about !== null)
        .map((item) => ({
          subject: `line/${item.id}/${item.at}`,
          title: externalInboxItemText(item, language),
          updated: item.at,
          path: externalInboxItemPath(item, language),
        })),
    ),
  };
}
