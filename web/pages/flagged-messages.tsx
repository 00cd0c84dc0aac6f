import { pathTo } from '#shared/core/paths.ts';
import {
  MESSAGE_FLAG_OUTCOMES,
  MESSAGE_SUSPENSION_RULES,
  flaggedMessagesResponse,
  type FlaggedMessage,
  type FlaggedMessagesResponse,
} from '#shared/community/private-messages.ts';
import { usePage } from '#web/page-context.ts';
import { definePage } from '#web/page.ts';
import { Choice, Form, Select, Submit } from '#web/ui/form.tsx';
import { Reason } from '#web/ui/reason-field.tsx';
import { Done } from '#web/ui/message-box.tsx';
import { Pager } from '#web/ui/pager.tsx';
import { UserText } from '#web/ui/user-text.tsx';

/** Null unless a moderator. */
type Data = { queue: FlaggedMessagesResponse } | null;

/** Flagged private messages, for moderators to decide on. */
export const flaggedMessages = definePage<Data>({
  membersOnly: true,
  load: async (api, { query, viewer }) => {
    if (viewer?.moderator !== true) return null;
    const page = /^[1-9]\d{0,3}$/.test(query['page'] ?? '') ? query['page'] : '1';
    return {
      queue: await api.get(`/api/flagged-messages?page=${page}`, flaggedMessagesResponse),
    };
  },
  title: (_, { t }) => t.messages.queue.title,
  body: (data, { t, language }) => {
    const words = t.messages.queue;
    return (
      <>
        <Done messages={t.messages.done} />
        <h1>{words.title}</h1>
        <p className="sub">{data === null ? words.moderators : words.say}</p>
        {data === null ? null : (
          <>
            <p className="soft">{words.own}</p>
            <p className={data.queue.waiting === 0 ? 'aside' : undefined}>
              {words.waiting({ count: data.queue.waiting })}
            </p>
            <ol className="questions">
              {data.queue.flags.map((flag) => (
                <Flag key={flag.id} flag={flag} />
              ))}
            </ol>
            <Pager
              page={data.queue.page}
              pages={data.queue.pages}
              href={(page) => pathTo(language, 'flaggedMessages', {}, { page })}
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
      <Form name={`flag-${id}`} action={`/api/flagged-messages/${id}/decision`} once>
        <Choice
          name="decision"
          label={words.decision}
          options={MESSAGE_FLAG_OUTCOMES.map((value) => ({ value, label: words.decisions[value] }))}
        />
        <Select
          name="rule"
          label={words.rule}
          empty={words.noRule}
          optional
          options={MESSAGE_SUSPENSION_RULES.map((value) => ({
            value,
            label: `${value}, ${t.legal.siteRules.rules[value].title}`,
          }))}
        />
        <Reason words={words} rows={2} optional />
        <p className="hint">{words.alone}</p>
        <Submit label={words.decide} />
      </Form>
    </li>
  );
}
