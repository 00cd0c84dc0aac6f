import {
  DISMISS_CHECK_RULES,
  MAX_DOUBT_SENTENCE_LENGTH,
  UPHOLD_CHECK_RULES,
  OPINION_VERDICTS,
  type CheckResponse,
} from '#shared/evidence/proof-verification.ts';
import { usePage } from '#web/page-context.ts';
import { Choice, Form, Submit, TextArea } from '#web/ui/form.tsx';
import { Reason } from '#web/ui/reason-field.tsx';
import { Section } from '#web/ui/section.tsx';

/** The opinion that the viewer gave on a check, or the form to give one. */
export function CheckOpinionForm({ check }: { check: CheckResponse }) {
  const { t } = usePage();
  const words = t.checks.check;
  const { id, mine, can } = check;
  if (!can.opine && mine === null) return null;
  return (
    <Section title={words.opinion}>
      {mine === null ? (
        <Form name="opinion" action={`/api/checks/${id}/opinion`}>
          <Choice
            name="verdict"
            label={words.isRight}
            options={OPINION_VERDICTS.map((value) => ({ value, label: words.verdicts[value] }))}
          />
          <TextArea
            name="sentence"
            label={words.sentence}
            hint={words.sentenceHint}
            rows={2}
            maxLength={MAX_DOUBT_SENTENCE_LENGTH}
            optional
          />
          <Submit label={words.send} />
        </Form>
      ) : (
        <p>{words.mine({ verdict: words.verdicts[mine.verdict].toLowerCase() })}</p>
      )}
      {can.takeBack ? (
        <Form
          name="withdraw"
          action={`/api/checks/${id}/opinion/withdraw`}
          className="proof-statement"
        >
          <Submit label={words.takeBack} quiet />
        </Form>
      ) : null}
    </Section>
  );
}

/** For moderators: settles the check by a rule, with a reason. */
export function CheckDecisionForm(props: { check: CheckResponse }) {
  const { t, viewer } = usePage();
  const words = t.checks.check;
  const { id, reason, can, needed, counted } = props.check;
  if (viewer?.moderator !== true) return null;
  if (!can.decide) {
    if (props.check.state !== 'open' || counted >= needed) return null;
    return <p className="soft">{words.missing({ count: needed - counted })}</p>;
  }
  const rules = [...UPHOLD_CHECK_RULES[reason], ...DISMISS_CHECK_RULES];
  return (
    <Section title={words.decision} say={words.decisionSay}>
      {can.alone ? <p className="alert">{words.decidesAlone}</p> : null}
      <Form name="decision" action={`/api/checks/${id}/decision`} once>
        <Choice
          name="rule"
          label={words.rule}
          options={rules.map((rule) => ({ value: rule, label: t.checks.rules[rule] }))}
        />
        <Reason words={words} />
        <Submit label={words.decide} />
      </Form>
    </Section>
  );
}
