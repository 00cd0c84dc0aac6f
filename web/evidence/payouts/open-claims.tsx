import type { ReactNode } from 'react';
import type { ClaimsResponse, ClosedClaim, PublishedClaim } from '#shared/evidence/claims.ts';
import { formatMoney } from '#shared/core/money.ts';
import { pathTo } from '#shared/core/paths.ts';
import { usePage } from '#web/page-context.ts';
import { formatMonth } from '#web/format.ts';
import type { PageContext } from '#web/page.ts';
import { Section } from '#web/ui/section.tsx';

/** A platform's pending payouts, longest first, and the outcomes of closed ones. */
export function OpenClaims({ claims }: { claims: ClaimsResponse }): ReactNode {
  const { t, language } = usePage();
  const words = t.claims.platform;
  const { open, openCount, noNews, noNewsCount, closed, afterReply } = claims;
  const waiting = openCount + noNewsCount;
  if (waiting === 0 && closed.length === 0 && afterReply === 0) return null;
  const all = pathTo(language, 'proofs', {}, { type: 'waiting', plateforme: claims.platform.name });
  return (
    <Section title={words.title} say={words.say} id="claims" className="claims">
      {open.length === 0 ? null : <ClaimList claims={open} />}
      {noNewsCount === 0 ? null : (
        <details>
          <summary>{words.noNews({ count: noNewsCount })}</summary>
          <p className="soft">{words.noNewsSay}</p>
          <ClaimList claims={noNews} />
        </details>
      )}
      {waiting > open.length + noNews.length ? (
        <p>
          <a href={all}>{words.all({ count: waiting })}</a>
        </p>
      ) : null}
      {closed.length === 0 ? null : (
        <>
          <h3>{words.closed}</h3>
          <p className="soft">{words.closedSay}</p>
          <ul>
            {closed.map((claim) => (
              <li key={claim.id}>
                <Closed claim={claim} />
              </li>
            ))}
          </ul>
        </>
      )}
      {afterReply === 0 ? null : <p>{words.afterReply({ count: afterReply })}</p>}
    </Section>
  );
}

function ClaimList({ claims }: { claims: readonly PublishedClaim[] }): ReactNode {
  const { t, language } = usePage();
  const words = t.claims.platform;
  return (
    <ul>
      {claims.map(({ id, expected, waitedAboutDays, stillWaitingMonth }) => (
        <li key={id}>
          <a href={pathTo(language, 'proof', { id })}>
            {words.about({ amount: formatMoney(expected.minor, expected.currency, language) })}
          </a>
          , {words.since({ count: waitedAboutDays })}
          {stillWaitingMonth === null ? null : (
            <small>{words.still({ month: formatMonth(stillWaitingMonth, language) })}</small>
          )}
        </li>
      ))}
    </ul>
  );
}

function Closed({ claim }: { claim: ClosedClaim }): ReactNode {
  const page = usePage();
  const { t, language } = page;
  const { minor, currency } = claim.amount;
  return (
    <>
      <a href={pathTo(language, 'proof', { id: claim.id })}>
        {t.claims.platform.about({ amount: formatMoney(minor, currency, language) })}
      </a>
      , {endInWords(claim, page)}
    </>
  );
}

function endInWords(claim: ClosedClaim, { t }: PageContext): string {
  const words = t.claims.platform;
  const { state, delayDays, refusal } = claim;
  if (state === 'given-up') return words.givenUp({ delay: delayDays });
  if (state === 'refused') {
    return words.refused({
      delay: delayDays,
      why: refusal === null ? null : t.claims.refusals[refusal],
    });
  }
  const received = claim.dateForgotten ? words.forgotten : words.received({ delay: delayDays });
  return claim.afterReply ? `${received}, ${words.replied}` : received;
}
