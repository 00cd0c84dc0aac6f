import type { ListedDecision } from '#shared/governance/case-decisions.ts';
import { usePage } from '#web/page-context.ts';
import { MeasureStamp } from './measure-stamp.tsx';
import { subjectKindInWords, ruleInWords } from '#web/governance/cases/case-text.ts';

/** A list of decisions, linked to their pages. */
export function DecisionList({ decisions }: { decisions: readonly ListedDecision[] }) {
  const { t, format, href } = usePage();
  const words = t.moderation;
  return (
    <ol className="questions">
      {decisions.map(({ id, about, kind, rule, origin, alone, replaced, on }) => (
        <li key={id}>
          <p>
            <MeasureStamp kind={kind} about={about} size="inline" />
            <a href={href('decision', { id })}>{subjectKindInWords(about, t)}</a>{' '}
            {alone ? <span className="tag">{words.decision.tagAlone}</span> : null}{' '}
            {replaced ? <span className="tag">{words.decision.tagReplaced}</span> : null}
          </p>
          <p className="soft">
            {format.day(on)} · {ruleInWords(rule, t)} · {words.origins[origin]}
          </p>
        </li>
      ))}
    </ol>
  );
}
