import type { ReactNode } from 'react';
import { MAX_REASON_LENGTH } from '#shared/moderation.ts';
import { pathTo } from '#shared/paths.ts';
import {
  REFUSAL_RULES,
  REPLY_DECISIONS,
  waitingRepliesResponse,
  type WaitingRepliesResponse,
  type WaitingReply,
} from '#shared/replies.ts';
import { usePage } from '#web/context.ts';
import { definePage } from '#web/page.ts';
import { Choice, Form, Select, Submit, TextArea } from '#web/ui/form.tsx';
import { Done } from '#web/ui/notice.tsx';
import { Pager } from '#web/ui/pager.tsx';

/** Null for who is no moderator. */
type Data = { queue: WaitingRepliesResponse; idempotencyKey: string } | null;

/** The replies that wait, for moderators: read, then publish or refuse. */
export const replies = definePage<Data>({
  membersOnly: true,
  load: async (api, { query, viewer }) => {
    if (viewer?.moderator !== true) return null;
    const page = /^[1-9]\d{0,3}$/.test(query['page'] ?? '') ? query['page'] : '1';
    return {
      queue: await api.get(`/api/replies?page=${page}`, waitingRepliesResponse),
      idempotencyKey: crypto.randomUUID(),
    };
  },
  title: (_, { t }) => t.replies.queue.title,
  head: () => ({ noIndex: true }),
  Page: ({ data }) => {
    const { t, language } = usePage();
    const words = t.replies.queue;
    return (
      <>
        <Done messages={t.replies.done} />
        <h1>{words.title}</h1>
        <p className="sub">{data === null ? words.moderators : words.say}</p>
        {data === null ? null : (
          <p className={data.queue.waiting === 0 ? 'aside' : undefined}>
            {words.waiting(data.queue.waiting)}
          </p>
        )}
        {data === null || data.queue.replies.length === 0 ? null : (
          <ol className="questions">
            {data.queue.replies.map((reply) => (
              <li key={reply.id}>
                <Waiting reply={reply} idempotencyKey={data.idempotencyKey} />
              </li>
            ))}
          </ol>
        )}
        {data === null ? null : (
          <Pager
            page={data.queue.page}
            pages={data.queue.pages}
            href={(page) => pathTo(language, 'replies', {}, { page })}
          />
        )}
      </>
    );
  },
});

function Waiting(props: { reply: WaitingReply; idempotencyKey: string }): ReactNode {
  const { t, language } = usePage();
  const words = t.replies.queue;
  const { id, about, signedAs, text, days, late } = props.reply;
  return (
    <>
      <p>
        <a href={pathTo(language, about.kind, { slug: about.slug })}>{about.name}</a>
        {late ? <span className="tag doubt">{words.late}</span> : null}
      </p>
      <p className="soft">
        {words.from(signedAs)} · {words.days(days)}
      </p>
      <p className="told">{text}</p>
      <Form
        name={`reply-${id}`}
        action={`/api/replies/${id}/decision`}
        idempotencyKey={`${props.idempotencyKey}-${id}`}
      >
        <Choice
          name="decision"
          label={words.decision}
          inline
          options={REPLY_DECISIONS.map((value) => ({ value, label: words.decisions[value] }))}
        />
        <Select
          name="rule"
          label={words.rule}
          empty={words.noRule}
          optional
          options={REFUSAL_RULES.map((value) => ({
            value,
            label: `${value}, ${t.legal.siteRules.rules[value].title}`,
          }))}
        />
        <TextArea
          name="reason"
          label={words.reason}
          hint={words.reasonHint}
          rows={2}
          maxLength={MAX_REASON_LENGTH}
          optional
        />
        <p className="hint">{words.alone}</p>
        <Submit label={words.decide} />
      </Form>
    </>
  );
}
