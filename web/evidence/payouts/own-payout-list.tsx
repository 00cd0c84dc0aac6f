import type { ReactNode } from 'react';
import { pathTo } from '#shared/core/paths.ts';
import type { OwnPayout } from '#shared/evidence/payouts.ts';
import { exactValues } from './exact-values-attributes.ts';
import { amountInWords, timesInWords } from './payout-text.ts';
import { PublicationInShort, PublicationLine } from './publication-line.tsx';
import { PictureCoveredTag } from '#web/evidence/proof-verification/covered-tag.tsx';
import { usePage } from '#web/page-context.ts';
import { formatDay } from '#web/format.ts';
import { PaymentLetterLink } from '#web/evidence/letter-templates/letter-links.tsx';
import { HiddenContentNotice } from '#web/governance/case-decisions/hidden-content.tsx';
import type { PageContext } from '#web/page.ts';
import { Tile } from '#web/ui/tile.tsx';
import { ReceiptsLink } from '#web/transparency-log/receipts-link.tsx';

/**
 * The member's payouts, with exact values where this device has them; pending ones link to the page that
 * asks for an answer.
 */
export function OwnPayoutList(props: {
  payouts: readonly OwnPayout[];
  /** The list is on its own page, to which shorter lists link. */
  alone?: boolean;
}): ReactNode {
  return (
    <ul className={props.alone === true ? 'mine' : 'mine in-short'} {...exactValues(usePage())}>
      {props.payouts.map((payout) => (
        <OwnPayoutRow key={payout.id} payout={payout} alone={props.alone === true} />
      ))}
    </ul>
  );
}

function OwnPayoutRow({ payout, alone }: { payout: OwnPayout; alone: boolean }): ReactNode {
  const page = usePage();
  const { t, language } = page;
  return (
    <li className={payout.state} data-payout={payout.id}>
      <p className="mine-head">
        {alone ? (
          <b>{t.payouts.outcomes[payout.state]}</b>
        ) : (
          <a href={pathTo(language, 'ownPayout', { id: payout.id })}>
            <Tile name={payout.platform.name} size="small" />
            <b>{payout.platform.name}</b>
          </a>
        )}
        <b className="mine-amount" data-exact="amount">
          {amountInWords(payout, page)}
        </b>
      </p>
      <p className="soft">
        <span data-exact="times">{timesInWords(payout, page)}</span>, {factsInWords(payout, page)}
      </p>
      {alone ? <PublicationLine payout={payout} /> : <PublicationInShort payout={payout} />}
      <PictureCoveredTag payout={payout} />
      <HiddenContentNotice hiding={payout.hiding} mine counted />
      <div className="mine-acts">
        {payout.state === 'waiting' ? (
          <a className="button second" href={`${pathTo(language, 'myClaims')}#${payout.id}`}>
            {t.claims.mine.answer}
          </a>
        ) : null}
        {['refused', 'given-up'].includes(payout.state) ? (
          <PaymentLetterLink payout={payout} />
        ) : null}
        {alone ? <OwnPayoutLinks payout={payout} /> : null}
      </div>
    </li>
  );
}

function OwnPayoutLinks({ payout: { id, shown } }: { payout: OwnPayout }): ReactNode {
  const { t, language } = usePage();
  const words = t.payouts.mine;
  return (
    <>
      <a href={pathTo(language, 'editPayout', { id })}>{words.edit}</a>
      {shown ? <a href={pathTo(language, 'proof', { id })}>{words.see}</a> : null}
      {shown ? <ReceiptsLink subject={`payout/${id}`} /> : null}
    </>
  );
}

function factsInWords(payout: OwnPayout, { t, language }: PageContext): string {
  const words = t.payouts.mine;
  const { stillWaitingOn } = payout;
  return [
    t.platforms.methods[payout.method],
    stillWaitingOn === null ? null : words.saidOn({ day: formatDay(stillWaitingOn, language) }),
    payout.refusal === null ? null : t.claims.refusals[payout.refusal],
    payout.hasScreenshot ? words.picture : null,
    payout.signed ? words.signed : null,
  ]
    .filter((part) => part !== null)
    .join(', ');
}
