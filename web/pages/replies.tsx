import { type SubjectKind } from '#shared/core/subject-kinds.ts';
import { parseSubjectName } from '#shared/governance/cases.ts';
import { waitingDisputesResponse, type WaitingDispute } from '#shared/governance/disputes.ts';
import {
  REPLY_REFUSAL_RULES,
  REPLY_DECISIONS,
  REPLY_SUBJECTS,
  waitingRepliesResponse,
  type WaitingRepliesResponse,
  type WaitingReply,
} from '#shared/governance/right-of-reply.ts';
import { usePage } from '#web/page-context.ts';
import { WaitingDisputes } from '#web/governance/disputes/waiting-disputes.tsx';
import { RuledDecisionForm } from '#web/governance/cases/ruled-decision-form.tsx';
import { definePage } from '#web/page.ts';
import { replyTargetAddress } from '#web/governance/right-of-reply/reply-target-address.ts';
import { Done } from '#web/ui/message-box.tsx';
import { Pager } from '#web/ui/pager.tsx';
import { UserText } from '#web/ui/user-text.tsx';

/** Waiting replies and disputes; null unless the viewer is a moderator. */
type Data = {
  queue: WaitingRepliesResponse;
  disputes: WaitingDispute[];
} | null;

/** Waiting replies, for moderators: publish or refuse. */
export const replies = definePage<Data>({
  membersOnly: true,
  load: async (api, { query, viewer }) => {
    if (viewer?.moderator !== true) return null;
    const page = /^[1-9]\d{0,3}$/.test(query['page'] ?? '') ? query['page'] : '1';
    const [queue, { disputes }] = await Promise.all([
      api.get(`/api/replies?page=${page}`, waitingRepliesResponse),
      api.get('/api/disputes', waitingDisputesResponse),
    ]);
    return { queue, disputes };
  },
  title: (_, { t }) => t.replies.queue.title,
  body: (data, { t, href }) => {
    const words = t.replies.queue;
    return (
      <>
        <Done messages={t.replies.done} />
        <h1>{words.title}</h1>
        <p className="sub">{data === null ? words.moderators : words.say}</p>
        {data === null ? null : (
          <p className={data.queue.waiting === 0 ? 'aside' : undefined}>
            {words.waiting({ count: data.queue.waiting })}
          </p>
        )}
        {data === null || data.queue.replies.length === 0 ? null : (
          <ol className="questions">
            {data.queue.replies.map((reply) => (
              <li key={reply.id}>
                <Waiting reply={reply} />
              </li>
            ))}
          </ol>
        )}
        {data === null ? null : (
          <Pager
            page={data.queue.page}
            pages={data.queue.pages}
            href={(page) => href('replies', {}, { page })}
          />
        )}
        {data === null ? null : <WaitingDisputes disputes={data.disputes} />}
      </>
    );
  },
});

function Waiting(props: { reply: WaitingReply }) {
  const { t, language, href } = usePage();
  const words = t.replies.queue;
  const { id, about, subject, signedAs, text, days, late, offer } = props.reply;
  const kind = subject === null ? null : parseSubjectName(subject).kind;
  return (
    <>
      <p className="with-link">
        <a href={replyTargetAddress(language, props.reply)}>{about.name}</a>
        {late ? <span className="tag doubt">{words.late}</span> : null}
      </p>
      <p className="soft">
        {words.from({ name: signedAs })} · {words.days({ count: days })}
        {kind === null || !isAnswerable(kind)
          ? null
          : ` · ${words.answers} ${t.replies.subjects[kind]}`}
      </p>
      <UserText text={text} />
      {offer === null ? null : (
        <p className="with-link">
          {words.offer} <a href={href('boycott', { id: offer.id })}>{offer.title}</a>
        </p>
      )}
      <RuledDecisionForm
        name={`reply-${id}`}
        action={`/api/replies/${id}/decision`}
        outcomes={REPLY_DECISIONS}
        rules={REPLY_REFUSAL_RULES}
        words={words}
        inline
      />
    </>
  );
}

function isAnswerable(kind: SubjectKind): kind is (typeof REPLY_SUBJECTS)[number] {
  return (REPLY_SUBJECTS as readonly string[]).includes(kind);
}
