import type { CheckDecision, PublicCheck } from '#shared/evidence/proof-verification.ts';
import { usePage } from '#web/page-context.ts';

/** The checks of a proof: open ones first, settled ones with their decision. Never who doubts. */
export function ProofCheckList({ checks }: { checks: readonly PublicCheck[] }) {
  const { t } = usePage();
  if (checks.length === 0) return null;
  const open = checks.filter((check) => check.state === 'open' && !isWatched(check));
  return (
    <>
      {open.length === 0 ? null : (
        <p className="question">{t.checks.statements.open({ count: open.length })}</p>
      )}
      <ul className="checks">
        {checks.map((check) => (
          <CheckItem key={check.id} check={check} />
        ))}
      </ul>
    </>
  );
}

function CheckItem({ check }: { check: PublicCheck }) {
  const { t, href } = usePage();
  const words = t.checks.statements;
  const { id, state, decision, sentences } = check;
  return (
    <li>
      <p>
        <strong>{questionOf(check, t)}</strong>
        {check.doubts === 0 ? null : <> · {words.doubts({ count: check.doubts })}</>}
      </p>
      {check.ofThisPicture ? null : <p className="soft">{words.earlier}</p>}
      {isWatched(check) ? null : <Opinions check={check} />}
      {decision === null ? null : <CheckDecisionText decision={decision} />}
      {sentences.length === 0 ? null : (
        <>
          <p className="soft">{words.sentences}</p>
          {sentences.map((sentence, index) => (
            <blockquote key={index}>{sentence}</blockquote>
          ))}
        </>
      )}
      {check.can.look && (state === 'open' || decision?.alone === true) ? (
        <p>
          <a href={href('check', { id })}>{words.look}</a>
        </p>
      ) : null}
    </li>
  );
}

function Opinions({ check }: { check: Pick<PublicCheck, 'opinions' | 'state'> }) {
  const words = usePage().t.checks.statements;
  const { right, wrong } = check.opinions;
  const none = right + wrong === 0;
  if (none && check.state !== 'open') return null;
  return <p className="soft">{none ? words.noOpinion : words.opinions({ right, wrong })}</p>;
}

/** How a check was settled: rule, reason, day, and whether by one person alone. */
export function CheckDecisionText({ decision }: { decision: CheckDecision }) {
  const { t, format } = usePage();
  const { kinds, rules, statements } = t.checks;
  return (
    <div className="decision">
      <p>
        <strong>{kinds[decision.kind]}</strong>,{' '}
        <time dateTime={decision.month}>{format.month(decision.month)}</time>.{' '}
        {decision.alone ? statements.alone : null}
      </p>
      <p>
        {rules[decision.rule]}. {decision.reason}
      </p>
    </div>
  );
}

/** Whether only a similarity is being checked, which accuses nobody. */
function isWatched({ origin, state, doubts }: PublicCheck): boolean {
  return origin === 'match' && state === 'open' && doubts === 0;
}

function questionOf(check: PublicCheck, t: ReturnType<typeof usePage>['t']): string {
  return isWatched(check) ? t.checks.statements.watched : t.checks.reasons[check.reason];
}
