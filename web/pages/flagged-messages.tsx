import {
  MESSAGE_FLAG_OUTCOMES,
  MESSAGE_SUSPENSION_RULES,
  flaggedMessagesResponse,
  type FlaggedMessage,
  type FlaggedMessagesResponse,
} from '#shared/community/private-messages.ts';
import { usePage } from '#web/page-context.ts';
import { RuledDecisionForm } from '#web/governance/cases/ruled-decision-form.tsx';
import { definePage } from '#web/page.ts';
import { LinkRow } from '#web/ui/link-row.tsx';
import { Done } from '#web/ui/message-box.tsx';
import { Pager } from '#web/ui/pager.tsx';
import { UserText } from '#web/ui/user-text.tsx';

/** The queue of flagged messages; null unless the viewer is a moderator. */
type Data = FlaggedMessagesResponse | null;

/** Flagged private messages, for moderators to decide on. */
export const flaggedMessages = definePage<Data>({
  layout: 'middle',
  membersOnly: true,
  load: async (api, { query, viewer }) => {
    if (viewer?.moderator !== true) return null;
    const page = /^[1-9]\d{0,3}$/.test(query['page'] ?? '') ? query['page'] : '1';
    return api.get(`/api/flagged-messages?page=${page}`, flaggedMessagesResponse);
  },
  title: (_, { t }) => t.messages.queue.title,
  body: (data, { t, href }) => {
    const words = t.messages.queue;
    return (
      <>
        <Done messages={t.messages.done} />
        <h1>{words.title}</h1>
        <p className="sub">{data === null ? words.moderators : words.say}</p>
        {data === null ? null : (
          <>
            <p className="soft">{words.own}</p>
            <p className={data.waiting === 0 ? 'lead' : undefined}>
              {words.waiting({ count: data.waiting })}
            </p>
            {data.waiting === 0 ? (
              <ul className="rows">
                <LinkRow page="moderation" label={t.moderation.queue.title} />
                <LinkRow page="replies" label={t.replies.queue.title} />
              </ul>
            ) : null}
            <ol className="questions">
              {data.flags.map((flag) => (
                <Flag key={flag.id} flag={flag} />
              ))}
            </ol>
            <Pager
              page={data.page}
              pages={data.pages}
              href={(page) => href('flaggedMessages', {}, { page })}
            />
          </>
        )}
      </>
    );
  },
});

function Flag(props: { flag: FlaggedMessage }) {
  const { t } = usePage();
  const words = t.messages.queue;
  const { id, text, sentence, days } = props.flag;
  return (
    <li>
      <p className="soft">{words.days({ count: days })}</p>
      <h2>{words.text}</h2>
      <UserText text={text ?? words.unreadable} />
      <h3>{words.sentence}</h3>
      <UserText text={sentence ?? words.unreadable} />
      <RuledDecisionForm
        name={`flag-${id}`}
        action={`/api/flagged-messages/${id}/decision`}
        outcomes={MESSAGE_FLAG_OUTCOMES}
        rules={MESSAGE_SUSPENSION_RULES}
        words={words}
      />
    </li>
  );
}
