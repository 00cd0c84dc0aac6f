import type { DomainProof } from '#shared/governance/domain-verification.ts';
import { usePage } from '#web/page-context.ts';
import { platformOrClientQuery } from '#web/governance/right-of-reply/platform-or-client-query.ts';

/** The state of a domain proof, and what it allows its holder to do. */
export function DomainProofState({ proof }: { proof: DomainProof }) {
  const { t, format, href } = usePage();
  const words = t.domains;
  const { about, domain, state, method, provenOn, until } = proof;
  const day = (date: string | null): string => format.day(date ?? proof.askedOn);
  if (state === 'waiting') return <p>{words.state.waiting}</p>;
  if (state === 'expired') return <p>{words.state.expired({ day: day(until) })}</p>;
  return (
    <>
      <p className="answer">{words.state.proven({ domain, day: day(provenOn) })}</p>
      <p>
        {words.state.until({ day: day(until) })}{' '}
        {method === null ? null : words.state.methods[method]} {words.state.leave}
      </p>
      <p>
        <a className="button" href={href('reply', {}, platformOrClientQuery(about))}>
          {words.next}
        </a>
        {about.kind === 'platform' ? (
          <a className="button second" href={href('dispute', {}, { plateforme: about.slug })}>
            {words.disputeNext}
          </a>
        ) : null}
      </p>
      <p className="hint">{words.nextSay}</p>
    </>
  );
}
