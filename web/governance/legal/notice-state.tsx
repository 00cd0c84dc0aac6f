import type { NoticeResponse } from '#shared/governance/legal.ts';
import { usePage } from '#web/page-context.ts';
import { decisionPath } from '#web/governance/case-decisions/decision-path.ts';
import { UserText } from '#web/ui/user-text.tsx';

/** The state of a notice in words; the operator's answer for the holder of the receipt. */
export function NoticeState(props: { notice: NoticeResponse; answer: string | null }) {
  const { t, language, format, href, now } = usePage();
  const words = t.legal.receipt;
  const { state, dueAt, decision, decidedBefore, outcome } = props.notice;
  if (state === 'waiting' || state === 'case') {
    const due = new Date(dueAt);
    return (
      <>
        <p>{state === 'case' ? words.inCase : words.waiting}</p>
        <p>{due < now ? words.late : words.due({ moment: format.moment(dueAt) })}</p>
      </>
    );
  }
  return (
    <>
      <p>
        {decidedBefore
          ? words.decidedBefore
          : state === 'decided'
            ? words.decided
            : words.answered[outcome ?? 'decided']}
      </p>
      {decision === null ? null : (
        <p className="links">
          <a href={decisionPath(language, decision)}>{words.decision}</a>
        </p>
      )}
      {decidedBefore ? (
        <p>
          {words.afterwards} <a href={href('legalNotice')}>{words.legalNotice}</a>
        </p>
      ) : null}
      {state === 'answered' && props.answer === null ? <p>{words.withCode}</p> : null}
      {props.answer === null ? null : (
        <>
          <p>{words.theAnswer}</p>
          <UserText text={props.answer} />
        </>
      )}
      <p className="note">{words.forgotten}</p>
    </>
  );
}
