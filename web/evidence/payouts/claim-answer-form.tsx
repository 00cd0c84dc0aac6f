import type { ReactNode } from 'react';
import { formatPayoutCode } from '#shared/evidence/claims.ts';
import { pathTo } from '#shared/core/paths.ts';
import type { PublishedPayout } from '#shared/evidence/payouts.ts';
import { usePage } from '#web/page-context.ts';
import { formatMonth } from '#web/format.ts';
import { Section } from '#web/ui/section.tsx';

/** The state of a claim; for its author also its code, and the link to answer. */
export function ClaimState({ payout }: { payout: PublishedPayout }): ReactNode {
  const { t, language } = usePage();
  const words = t.claims.proof;
  const { stillWaitingMonth, refusal, can } = payout;
  const waits = payout.state === 'waiting';
  const facts = [
    stillWaitingMonth === null
      ? null
      : words.still({ month: formatMonth(stillWaitingMonth, language) }),
    payout.noNews ? words.noNews : null,
    refusal === null ? null : words.refusal({ why: t.claims.refusals[refusal] }),
    payout.afterReply ? words.afterReply : null,
    payout.dateForgotten ? words.forgotten : null,
    payout.state === 'given-up' ? words.givenUp : null,
  ].filter((fact) => fact !== null);
  const asks = can.edit && waits;
  if (facts.length === 0 && !asks) return null;
  return (
    <Section title={words.title}>
      {facts.map((fact) => (
        <p key={fact}>{fact}</p>
      ))}
      {asks ? (
        <>
          <p>
            <a className="button second" href={`${pathTo(language, 'myClaims')}#${payout.id}`}>
              {words.answer}
            </a>
          </p>
          <p>
            <b>{words.code({ code: formatPayoutCode(payout.id) })}</b>
          </p>
          <p className="soft">
            {t.claims.mine.codeSay} {t.claims.mine.codeUse}
          </p>
        </>
      ) : null}
    </Section>
  );
}
