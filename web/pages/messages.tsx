import { timestampCursor } from '#shared/core/form-fields.ts';
import {
  conversationsResponse,
  type ListedConversation,
} from '#shared/community/private-messages.ts';
import { usePage } from '#web/page-context.ts';
import {
  RetentionNotice,
  SuspensionNotice,
} from '#web/community/private-messages/retention-and-suspension-notices.tsx';
import { definePage } from '#web/page.ts';
import { Face } from '#web/ui/face.tsx';
import { Icon } from '#web/ui/icon.tsx';
import { Done, MessageBox } from '#web/ui/message-box.tsx';
import { CursorPager } from '#web/ui/cursor-pager.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';

/** A member's private conversations. */
export const messages = definePage({
  layout: 'middle',
  membersOnly: true,
  load: (api, { query }) => {
    const before = timestampCursor.safeParse(query['before']);
    const more = before.success ? `?before=${before.data}` : '';
    return api.get(`/api/me/conversations${more}`, conversationsResponse);
  },
  title: (_, { t }) => t.messages.title,
  body: (data, { t, href, query }) => {
    const words = t.messages.list;
    return (
      <>
        <Done messages={t.messages.done} />
        <h1>{t.messages.title}</h1>
        <p className="sub">{words.say}</p>
        <RetentionNotice />
        <SuspensionNotice suspension={data.suspension} />
        {data.allowsMessages ? null : (
          <MessageBox tone="plain">
            <p>{words.off}</p>
            <p className="links">
              <a href={href('settings')}>{words.offLink}</a>
            </p>
          </MessageBox>
        )}
        {data.conversations.length === 0 ? (
          <>
            <p>{words.empty}</p>
            <p className="links">
              <a href={href('forum')}>{words.forum}</a>
            </p>
          </>
        ) : (
          <ol className="rows inbox">
            {data.conversations.map((conversation) => (
              <Conversation key={conversation.with} conversation={conversation} />
            ))}
          </ol>
        )}
        <CursorPager
          started={query['before'] !== undefined}
          next={data.next}
          here={(before) => href('messages', {}, { before })}
          newest={words.newest}
          older={words.older}
        />
      </>
    );
  },
});

function Conversation({ conversation }: { conversation: ListedConversation }) {
  const { t, href } = usePage();
  const words = t.messages.list;
  const { with: pseudonym, lastAt, lastIsMine, unread, ignored } = conversation;
  return (
    <li>
      <a href={href('conversation', { pseudonym })}>
        <Face pseudonym={pseudonym} />
        <span className="row-words">
          <b>
            <bdi>{pseudonym}</bdi>{' '}
            {unread > 0 && !ignored ? (
              <span className="new">{words.unread({ count: unread })}</span>
            ) : null}
            {ignored ? <span className="tag">{words.ignored}</span> : null}
          </b>
          <small>
            <LocalTime moment={lastAt} /> · {lastIsMine ? words.mine : words.theirs}
          </small>
        </span>
        <Icon name="next" />
      </a>
    </li>
  );
}
