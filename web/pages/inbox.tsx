import {
  messagesForViewer,
  type MessagesForViewer,
} from '#shared/collective/organiser-messages.ts';
import { inboxCursor, inboxResponse, type InboxResponse } from '#shared/community/inbox.ts';
import { MessagesForYou } from '#web/collective/organiser-messages/messages-for-you.tsx';
import { InboxItems } from '#web/community/inbox/items.tsx';
import { definePage } from '#web/page.ts';
import { Form, Submit } from '#web/ui/form.tsx';
import { Done } from '#web/ui/message-box.tsx';

/** Query parameter of the cursor. */
const BEFORE = 'avant';

/** A member's inbox, unread items first. */
export const inbox = definePage<{ items: InboxResponse; organisers: MessagesForViewer }>({
  layout: 'middle',
  membersOnly: true,
  load: async (api, { query }) => {
    const before = inboxCursor.safeParse(query[BEFORE]);
    const page = before.success ? `?before=${before.data}` : '';
    const [items, organisers] = await Promise.all([
      api.get(`/api/me/inbox${page}`, inboxResponse),
      api.get('/api/me/organiser-messages', messagesForViewer),
    ]);
    return { items, organisers };
  },
  title: (_, { t }) => t.inbox.title,
  body: ({ items: { items, next, unread }, organisers }, { t, href, query }) => {
    const words = t.inbox;
    return (
      <>
        <Done messages={words.done} />
        <h1>{words.title}</h1>
        <p className="sub">{items.length === 0 ? words.none : words.say}</p>
        <p className="links">
          <a href={href('following')}>{words.following}</a>
          <a href={href('duties')}>{t.juries.duties.title}</a>
        </p>
        <MessagesForYou messages={organisers.messages} />
        {unread === 0 ? null : (
          <Form name="read-all" action="/api/me/inbox/read" className="inbox-all">
            <Submit label={words.readAll} quiet />
          </Form>
        )}
        <InboxItems items={items} />
        <p className="more">
          {query[BEFORE] === undefined ? null : <a href={href('inbox')}>{words.first}</a>}
          {next === null ? null : (
            <a href={href('inbox', {}, { [BEFORE]: next })} rel="next">
              {words.next}
            </a>
          )}
        </p>
        {items.length === 0 ? null : <p className="note">{words.kept}</p>}
      </>
    );
  },
});
