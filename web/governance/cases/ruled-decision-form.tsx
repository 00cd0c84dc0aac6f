import type { RuleId } from '#shared/core/moderation-decisions.ts';
import { usePage } from '#web/page-context.ts';
import { Choice, Form, Select, Submit } from '#web/ui/form.tsx';
import { Reason } from '#web/ui/reason-field.tsx';

/** A moderator's decision alone: the outcome, the rule that it rests on, and why. */
export function RuledDecisionForm<Outcome extends string>(props: {
  name: string;
  action: string;
  outcomes: readonly Outcome[];
  rules: readonly RuleId[];
  words: {
    readonly decision: string;
    readonly decisions: Readonly<Record<Outcome, string>>;
    readonly rule: string;
    readonly noRule: string;
    readonly reason: string;
    readonly reasonHint: string;
    readonly alone: string;
    readonly decide: string;
  };
  inline?: boolean;
}) {
  const { t } = usePage();
  const { name, action, outcomes, rules, words, inline = false } = props;
  return (
    <Form name={name} action={action} once>
      <Choice
        name="decision"
        label={words.decision}
        inline={inline}
        options={outcomes.map((value) => ({ value, label: words.decisions[value] }))}
      />
      <Select
        name="rule"
        label={words.rule}
        empty={words.noRule}
        optional
        options={rules.map((value) => ({
          value,
          label: `${value}, ${t.legal.siteRules.rules[value].title}`,
        }))}
      />
      <Reason words={words} rows={2} optional />
      <p className="hint">{words.alone}</p>
      <Submit label={words.decide} />
    </Form>
  );
}
