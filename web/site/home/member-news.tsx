import type { InboxItem } from '#shared/community/inbox.ts';
import { INBOX_GROUPS, type InboxGroup } from '#web/community/inbox/item-groups.ts';
import { openInboxItemPath } from '#web/community/inbox/item-links.ts';
import { ItemMark } from '#web/community/inbox/item-mark.tsx';
import { inboxItemText } from '#web/community/inbox/item-text.ts';
import { RelativeTime } from '#web/community/forum/relative-time.tsx';
import { usePage } from '#web/page-context.ts';
import { Icon } from '#web/ui/icon.tsx';
import { LinkRow } from '#web/ui/link-row.tsx';
import { Section } from '#web/ui/section.tsx';

const SHOWN_OF_GROUP = 3;

/** What is asked of her; nothing without any. */
export function Duties(props: {
  items: readonly InboxItem[];
  /** Cases that wait for her as second person. */
  secondReviews: number | null;
}) {
  const count = props.secondReviews ?? 0;
  const { t, href } = usePage();
  const words = t.home.mine;
  const asked = unreadOf(props.items, 'asked');
  if (asked.length === 0 && count === 0) return null;
  return (
    <Section title={words.duties} all={{ href: href('duties'), label: words.dueAll }}>
      {count === 0 ? null : (
        <ul className="rows">
          <LinkRow page="secondPerson" label={t.juries.duties.secondReviewsWaiting({ count })} />
        </ul>
      )}
      {asked.length === 0 ? null : <Rows items={asked} />}
    </Section>
  );
}

/** What is unread of what she follows, and of the forum. */
export function MemberNews({ items }: { items: readonly InboxItem[] }) {
  const { t, href } = usePage();
  const words = t.home.mine;
  return (
    <div className="two even">
      <Section title={words.news} all={{ href: href('inbox'), label: words.newsAll }}>
        <Rows items={unreadOf(items, 'news')} none={words.newsNone} />
      </Section>
      <Section title={words.forum} all={{ href: href('forum'), label: t.forum.title }}>
        <Rows items={unreadOf(items, 'forum')} none={words.forumNone} />
      </Section>
    </div>
  );
}

function unreadOf(items: readonly InboxItem[], group: InboxGroup): InboxItem[] {
  return items.filter(
    ({ kind, unread }) => unread && kind !== 'claim-reminder' && INBOX_GROUPS[kind] === group,
  );
}

function Rows(props: { items: readonly InboxItem[]; none?: string }) {
  const { language, t } = usePage();
  if (props.items.length === 0) return <p className="soft">{props.none}</p>;
  return (
    <ul className="rows">
      {props.items.slice(0, SHOWN_OF_GROUP).map((item) => (
        <li key={item.id}>
          <a href={openInboxItemPath(item, language)}>
            <ItemMark item={item} />
            <span className="row-words">
              <b>{inboxItemText(item, language)}</b>
              <small>
                <span className="new">{t.inbox.unread}</span> <RelativeTime moment={item.at} />
              </small>
            </span>
            <Icon name="next" />
          </a>
        </li>
      ))}
    </ul>
  );
}
