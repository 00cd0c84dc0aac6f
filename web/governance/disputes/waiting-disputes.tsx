import {
  DISPUTE_OUTCOMES,
  parseDisputeSubject,
  type WaitingDispute,
} from '#shared/governance/disputes.ts';
import { usePage } from '#web/page-context.ts';
import { Choice, Form, Submit, TextArea } from '#web/ui/form.tsx';
import { Section } from '#web/ui/section.tsx';
import { UserText } from '#web/ui/user-text.tsx';
import { MAX_REASON_LENGTH } from '#shared/core/moderation-decisions.ts';

/** Facts that platforms dispute, for moderators: to correct, or to keep with a reason. */
export function WaitingDisputes(props: { disputes: readonly WaitingDispute[] }) {
  const words = usePage().t.domains.dispute;
  return (
    <Section id="disputes" title={words.queueTitle} say={words.queueSay}>
      {props.disputes.length === 0 ? (
        <p className="aside">{words.queueNone}</p>
      ) : (
        <ol className="questions">
          {props.disputes.map((dispute) => (
            <li key={dispute.id}>
              <Waiting dispute={dispute} />
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}

function Waiting(props: { dispute: WaitingDispute }) {
  const { t, format, href } = usePage();
  const words = t.domains.dispute;
  const { id, about, named, domain, reasons, answerBy, late } = props.dispute;
  const { fact } = parseDisputeSubject(about);
  return (
    <>
      <p>
        <a href={href(named.kind, { slug: named.slug })}>{named.name}</a>
        {fact === null ? null : ` · ${t.platforms.facts[fact]}`}
        {late ? <span className="tag doubt">{t.replies.queue.late}</span> : null}
      </p>
      <p className="soft">{words.queueBy({ domain, day: format.day(answerBy) })}</p>
      <UserText text={reasons} />
      <Form name={`dispute-${id}`} action={`/api/disputes/${id}/answer`} once>
        <Choice
          name="outcome"
          label={words.queueOutcome}
          inline
          options={DISPUTE_OUTCOMES.map((value) => ({ value, label: words.queueOutcomes[value] }))}
        />
        <TextArea
          name="answer"
          label={words.queueAnswer}
          hint={words.queueAnswerHint}
          rows={3}
          maxLength={MAX_REASON_LENGTH}
        />
        <Submit label={words.queueSubmit} />
      </Form>
    </>
  );
}
