import { timestampCursor } from '#shared/core/form-fields.ts';
import { pathTo } from '#shared/core/paths.ts';
import { conversationResponse } from '#shared/community/private-messages.ts';
import { usePage } from '#web/page-context.ts';
import { PrivateMessageItem } from '#web/community/private-messages/message.tsx';
import {
  RetentionLine,
  SuspensionNotice,
} from '#web/community/private-messages/retention-and-suspension-notices.tsx';
import { WriteMessageForm } from '#web/community/private-messages/write-form.tsx';
import { Redirect, definePage } from '#web/page.ts';
import { Form, Hidden, Submit } from '#web/ui/form.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';
import { Done } from '#web/ui/message-box.tsx';
import { Section } from '#web/ui/section.tsx';
import { CursorPager } from '#web/ui/cursor-pager.tsx';

/** The messages between the viewer and another member, and the form to write. */
export const conversation = definePage({
  layout: 'titles-beside',
  membersOnly: true,
  load: async (api, { parameters, query, language }) => {
    const typed = parameters['pseudonym'] ?? '';
    const before = timestampCursor.safeParse(query['before']);
    const path = `/api/me/conversations/${encodeURIComponent(typed)}`;
    const more = before.success ? `?before=${before.data}` : '';
    const found = await api.get(path + more, conversationResponse);
    if (found.with !== typed) {
      return new Redirect(pathTo(language, 'conversation', { pseudonym: found.with }));
    }
    return { conversation: found };
  },
  title: (data, { t }) => t.messages.conversation.title({ pseudonym: data.conversation.with }),
  body: ({ conversation }, { t, href, query }) => {
    const words = t.messages.conversation;
    const { with: pseudonym, messages, next } = conversation;
    const here = { pseudonym };
    return (
      <>
        <Done messages={t.messages.done} />
        <h1>{words.title({ pseudonym })}</h1>
        <RetentionLine />
        <SuspensionNotice suspension={conversation.suspension} />
        <WriteMessageForm conversation={conversation} />
        <Section title={words.list} id="messages">
          {messages.length === 0 ? <p>{words.none}</p> : <p className="say">{words.links}</p>}
          <ol className="messages">
            {messages.map((message) => (
              <PrivateMessageItem key={message.id} message={message} from={pseudonym} />
            ))}
          </ol>
          <CursorPager
            started={query['before'] !== undefined}
            next={next}
            here={(before) => href('conversation', here, { before })}
            newest={words.newest}
            older={words.older}
          />
        </Section>
        {conversation.writing === 'ignoring' ? null : <EndForm pseudonym={pseudonym} />}
        <p className="links">
          <a href={href('member', here)}>{words.page({ pseudonym })}</a>
          <a href={href('messages')}>{words.all}</a>
        </p>
      </>
    );
  },
});

/**
 * Ignores the other member in one tap; she gets the same answer as from anybody who takes no
 * messages.
 */
function EndForm({ pseudonym }: { pseudonym: string }) {
  const words = usePage().t.messages.conversation;
  return (
    <Section title={words.end}>
      <Lines of={words.endSay} />
      <Form name="ignore" action="/api/ignores">
        <Hidden name="member" value={pseudonym} />
        <Submit quiet label={words.endSubmit} />
      </Form>
    </Section>
  );
}
