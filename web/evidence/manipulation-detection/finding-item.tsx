import type { ManipulationFinding } from '#shared/evidence/manipulation-findings.ts';
import { DecidedAloneNotice } from '#web/identity/two-person-approval/decided-alone-notice.tsx';
import { usePage } from '#web/page-context.ts';
import { findingInWords } from './finding-text.ts';

/** A finding in sentences, and its decisions. */
export function FindingItem({ finding }: { finding: ManipulationFinding }) {
  const page = usePage();
  const { t, format } = page;
  const words = t.campaigns;
  const [first, ...rest] = findingInWords(finding, page);
  return (
    <article className={`finding ${finding.state}`}>
      <p>
        <strong>{first}</strong> {rest.join(' ')}
      </p>
      {finding.state === 'open' ? null : <p className="marker">{words.states[finding.state]}.</p>}
      {finding.decisions.map((decision, index) => (
        <blockquote key={`${finding.id} ${index}`}>
          <p>
            <strong>{words.decision.kinds[decision.kind]}</strong>, {format.month(decision.month)}
            {decision.alone ? (
              <>
                {' '}
                <DecidedAloneNotice act={decision.act} />
              </>
            ) : null}
          </p>
          <p>
            {words.decision.rules[decision.rule]}. {decision.reason}
          </p>
        </blockquote>
      ))}
    </article>
  );
}
