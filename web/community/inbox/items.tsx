import type { InboxItem } from '#shared/community/inbox.ts';
import { usePage } from '#web/page-context.ts';
import { Form } from '#web/ui/form.tsx';
import { Icon } from '#web/ui/icon.tsx';
import { openInboxItemPath } from './item-links.ts';
import { ItemMark } from './item-mark.tsx';
import { inboxItemText } from './item-text.ts';
import { RelativeTime } from '#web/community/forum/relative-time.tsx';

/** The items of an inbox, each linked to its subject; unread ones are marked in words. */
export function InboxItems({ items }: { items: readonly InboxItem[] }) {
  return (
    <ul className="rows inbox">
      {items.map((item) => (
        <InboxRow key={item.id} item={item} />
      ))}
    </ul>
  );
}

function InboxRow({ item }: { item: InboxItem }) {
  const { t, language } = usePage();
  const { id, unread, about, at } = item;
  const sentence = inboxItemText(item, language);
  return (
    <li className={unread ? 'unread' : undefined} id={id}>
      <div className="row-line">
        <ItemMark item={item} />
        <div className="row-words">
          {about === null ? sentence : <a href={openInboxItemPath(item, language)}>{sentence}</a>}
          {item.facts.place === undefined ? null : <small dir="auto">{item.facts.place}</small>}
          {item.facts.objection === undefined ? null : (
            <small dir="auto">
              <q>{item.facts.objection}</q>
            </small>
          )}
          <small>
            {unread ? (
              <>
                <b className="new">{t.inbox.unread}</b>{' '}
              </>
            ) : null}
            <RelativeTime moment={at} />
          </small>
        </div>
        {unread ? (
          <Form name={`read-${id}`} action={`/api/me/inbox/${id}/read`} className="inline-form">
            <button
              type="submit"
              className="quiet icon-button"
              aria-label={t.inbox.read}
              title={t.inbox.read}
            >
              <Icon name="check" />
            </button>
          </Form>
        ) : null}
      </div>
    </li>
  );
}
