import type { InboxItem } from '#shared/community/inbox.ts';
import { usePage } from '#web/page-context.ts';
import { Form, Submit } from '#web/ui/form.tsx';
import { openInboxItemPath } from './item-links.ts';
import { inboxItemText } from './item-text.ts';
import { LocalTime } from '#web/ui/local-time.tsx';

/** The items of an inbox, each linked to its subject; unread ones are marked in words. */
export function InboxItems({ items }: { items: readonly InboxItem[] }) {
  return (
    <ul className="mine inbox">
      {items.map((item) => (
        <InboxLine key={item.id} item={item} />
      ))}
    </ul>
  );
}

function InboxLine({ item }: { item: InboxItem }) {
  const { t, language } = usePage();
  const { id, unread, about, at } = item;
  const sentence = inboxItemText(item, language);
  return (
    <li className={unread ? 'unread' : undefined} id={id}>
      <p className="inbox-line">
        {about === null ? sentence : <a href={openInboxItemPath(item, language)}>{sentence}</a>}
      </p>
      <div className="inbox-foot">
        <p className="soft">
          {unread ? <b className="new">{t.inbox.unread}</b> : null}
          <LocalTime moment={at} />
        </p>
        {unread ? (
          <Form name={`read-${id}`} action={`/api/me/inbox/${id}/read`} className="inline-form">
            <Submit label={t.inbox.read} quiet />
          </Form>
        ) : null}
      </div>
    </li>
  );
}
