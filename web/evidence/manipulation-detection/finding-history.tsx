import {
  FINDING_RULES,
  type ManipulationFinding,
  type FindingDecisionKind,
  type FindingsResponse,
} from '#shared/evidence/manipulation-findings.ts';
import { usePage } from '#web/page-context.ts';
import { Choice, Form, Hidden, Submit } from '#web/ui/form.tsx';
import { Reason } from '#web/ui/reason-field.tsx';
import { Section } from '#web/ui/section.tsx';
import { FindingItem } from './finding-item.tsx';

/** All findings of a platform; moderators lift and restore them here. */
export function FindingHistory(props: { findings: FindingsResponse }) {
  const { t } = usePage();
  const words = t.campaigns;
  const { findings } = props.findings;
  return (
    <Section title={words.history} id="findings">
      {findings.length === 0 ? <p className="soft">{words.historyNone}</p> : null}
      <ul className="findings">
        {findings.map((finding) => (
          <li key={finding.id}>
            <FindingItem finding={finding} />
            {finding.can === null ? null : <Decide finding={finding} kind={finding.can} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Decide(props: { finding: ManipulationFinding; kind: FindingDecisionKind }) {
  const { t, form } = usePage();
  const words = t.campaigns.decision;
  const { finding, kind } = props;
  const name = `finding-${finding.id}`;
  return (
    <details className="decide" open={form?.form === name}>
      <summary>{words.open[kind]}</summary>
      <Form name={name} action={`/api/findings/${finding.id}/decisions`} once>
        <Hidden name="kind" value={kind} />
        <Choice
          name="rule"
          label={words.rule}
          options={FINDING_RULES[kind].map((rule) => ({ value: rule, label: words.rules[rule] }))}
        />
        <Reason words={words} />
        <Submit label={words.open[kind]} />
      </Form>
    </details>
  );
}
