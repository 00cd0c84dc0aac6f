import { CASE_RULES } from '#shared/governance/case-handling.ts';
import type { OwnJuryResponse } from '#shared/governance/juries.ts';
import { usePage } from '#web/page-context.ts';
import { voteInWords } from '#web/governance/case-decisions/measure-words.ts';
import { ruleInWords } from '#web/governance/cases/case-text.ts';
import { Choice, Form, Select, Submit } from '#web/ui/form.tsx';
import { Reason } from '#web/ui/reason-field.tsx';
import { Section } from '#web/ui/section.tsx';

/** The form of a juror's vote: measure, rule, and one sentence of reasons. */
export function JurorVoteForm(props: { jury: string; seat: NonNullable<OwnJuryResponse['seat']> }) {
  const { t } = usePage();
  const words = t.juries.own;
  const { jury, seat } = props;
  return (
    <Section title={words.voteTitle} id="vote">
      <Form
        name="vote"
        action={`/api/juries/${jury}/vote`}
        once
        initial={{ rule: seat.rule }}
        className="form vote-form"
      >
        <Choice
          name="vote"
          label={words.voteLabel}
          options={seat.options.map((value) => ({
            value,
            label: voteInWords(seat.about, value, t),
          }))}
        />
        <Select
          name="rule"
          label={words.rule}
          hint={words.ruleHint}
          className="only-hiding"
          empty={words.ruleNone}
          optional
          options={CASE_RULES.map((value) => ({ value, label: ruleInWords(value, t) }))}
        />
        <Reason words={words} />
        <Submit label={words.send} />
      </Form>
    </Section>
  );
}
