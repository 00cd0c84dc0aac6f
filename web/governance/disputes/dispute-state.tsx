import { today } from '#shared/core/days.ts';
import type { DisputeStatus } from '#shared/governance/disputes.ts';
import { usePage } from '#web/page-context.ts';
import { decisionPath } from '#web/governance/case-decisions/decision-path.ts';
import { UserText } from '#web/ui/user-text.tsx';

/** The state of a dispute, for its sender and anybody with the address. */
export function DisputeState({ status }: { status: DisputeStatus }) {
  const { t, language, format, href, now } = usePage();
  const words = t.domains.dispute;
  const { named, domain, receivedOn, answerBy, state, decision, outcome } = status;
  const day = (date: string): string => format.day(date);
  return (
    <>
      <p>{words.received({ day: day(receivedOn), domain })}</p>
      {state === 'waiting' ? (
        <>
          <p>{answerBy < today(now) ? words.late : words.waiting({ day: day(answerBy) })}</p>
          <p className="note">{words.keep}</p>
        </>
      ) : (
        <>
          <p>{outcome === null ? words.decided : words.outcomes[outcome]}</p>
          <UserText text={status.answer} />
          {status.answeredOn === null ? null : (
            <p className="soft">{words.answered({ day: day(status.answeredOn) })}</p>
          )}
          {decision === null ? null : (
            <p className="links">
              <a href={decisionPath(language, decision)}>{words.decision}</a>
            </p>
          )}
        </>
      )}
      <p className="soft">
        <a href={href(named.kind, { slug: named.slug })}>{named.name}</a> · {words.number}{' '}
        {status.id}
      </p>
    </>
  );
}
