import { inboxCursor, inboxResponse } from '#shared/community/inbox.ts';
import { InboxItems } from '#web/community/inbox/items.tsx';
import { definePage } from '#web/page.ts';
import { Form, Submit } from '#web/ui/form.tsx';
import { Done } from '#web/ui/message-box.tsx';

/** Query parameter of the cursor. */
const BEFORE = 'avant';

/** A member's inbox, unread items first. */
export const inbox = definePage({
  layout: 'middle',
  membersOnly: true,
  load: (api, { query }) => {
    const before = inboxCursor.safeParse(query[BEFORE]);
    return api.get(`/api/me/inbox${before.success ? `?before=${before.data}` : ''}`, inboxResponse);
  },
  title: (_, { t }) => t.inbox.title,
  body: ({ items, next, unread }, { t, href, query }) => {
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
