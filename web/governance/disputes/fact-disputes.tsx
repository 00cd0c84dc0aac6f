import {
  parseDisputeSubject,
  type FactDispute,
  type FactDisputesResponse,
} from '#shared/governance/disputes.ts';
import { usePage } from '#web/page-context.ts';
import { UserText } from '#web/ui/user-text.tsx';

/** Facts disputed by the holder of the platform's domain, with the answers. */
export function FactDisputes(props: { slug: string; disputes: FactDisputesResponse }) {
  const { t, href } = usePage();
  const { disputes } = props.disputes;
  return (
    <>
      {disputes.length === 0 ? null : (
        <ul className="fact-disputes">
          {disputes.map((dispute) => (
            <li key={dispute.id}>
              <Dispute dispute={dispute} />
            </li>
          ))}
        </ul>
      )}
      <p className="reply-link">
        <a href={href('dispute', {}, { plateforme: props.slug })} rel="nofollow">
          {t.domains.dispute.factsLink}
        </a>
      </p>
    </>
  );
}

function Dispute({ dispute }: { dispute: FactDispute }) {
  const { t, format } = usePage();
  const words = t.domains.dispute;
  const { about, domain, receivedOn, answerBy, reasons, outcome, answer, answeredOn } = dispute;
  const { fact } = parseDisputeSubject(about);
  return (
    <>
      <p>
        <b>{fact === null ? null : t.platforms.facts[fact]}</b>{' '}
        {words.disputedBy({ domain, day: format.day(receivedOn) })}
      </p>
      {answeredOn === null ? (
        <p className="soft">{words.waiting({ day: format.day(answerBy) })}</p>
      ) : (
        <>
          <UserText text={reasons} />
          <p>
            {outcome === null ? null : words.outcomes[outcome]}{' '}
            {words.answered({ day: format.day(answeredOn) })}
          </p>
          <UserText text={answer} />
        </>
      )}
    </>
  );
}
