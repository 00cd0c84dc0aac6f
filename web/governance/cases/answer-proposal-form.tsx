import type { CaseResponse } from '#shared/governance/case-handling.ts';
import { MAX_REASON_LENGTH } from '#shared/core/moderation-decisions.ts';
import { usePage } from '#web/page-context.ts';
import { Choice, Form, Hidden, Submit, TextArea } from '#web/ui/form.tsx';
import { Section } from '#web/ui/section.tsx';

/**
 * The form in which a second person agrees with the proposal, or objects; where the same moderator proposed
 * a pause of the author, she answers both in it.
 */
export function AnswerProposalForm({ one }: { one: CaseResponse }) {
  const { t } = usePage();
  const words = t.moderation.case;
  const { id, can, pause } = one;
  const open = one.proposals.find(({ state }) => state === 'open');
  if (!can.answer || open === undefined) return null;
  return (
    <Section title={words.answer} say={words.answerSay}>
      <Form name="answer" action={`/api/moderation/cases/${id}/answer`} once>
        <Hidden name="proposal" value={open.id} />
        <Answer
          answer="answer"
          objection="objection"
          label={pause === null ? words.yourAnswer : words.answerPosts}
          why={words.objectionLabel}
        />
        {pause === null ? null : (
          <>
            <Hidden name="pauseProposal" value={pause.proposal.id} />
            <Answer
              answer="pauseAnswer"
              objection="pauseObjection"
              label={words.answerPause}
              why={words.objectionPause}
            />
          </>
        )}
        <Submit label={pause === null ? words.sendAnswer : words.sendBoth} />
      </Form>
    </Section>
  );
}

/** Yes or no to one proposal, and why not; the first two are names of fields. */
function Answer(props: { answer: string; objection: string; label: string; why: string }) {
  const { t } = usePage();
  const words = t.moderation.case;
  return (
    <>
      <Choice
        name={props.answer}
        label={props.label}
        options={(['agree', 'object'] as const).map((value) => ({
          value,
          label: words.answers[value],
        }))}
      />
      <TextArea
        name={props.objection}
        label={props.why}
        hint={words.objectionHint}
        rows={3}
        maxLength={MAX_REASON_LENGTH}
        optional="hint"
      />
    </>
  );
}
