import type { ReactNode } from 'react';
import { pathTo } from '#shared/core/paths.ts';
import type { PublishedProof } from '#shared/evidence/proofs.ts';
import { usePage } from '#web/page-context.ts';
import { HiddenContent } from '#web/governance/case-decisions/hidden-content.tsx';
import { pictureInWords, proofInWords, verificationInWords } from './proof-text.ts';
import { Receipt } from './receipt.tsx';

type Picture = NonNullable<PublishedProof['screenshot']>['thumbnail'];
type ProofCardProps = { payout: PublishedProof; withPlatform?: boolean };

/** A proof as a card with its picture, or as a receipt; a placeholder if a decision hides it. */
export function ProofCard(props: ProofCardProps): ReactNode {
  const { hiding, can, screenshot } = props.payout;
  return (
    <li className="proof">
      <HiddenContent hiding={hiding} mine={can.edit} counted>
        {screenshot === null ? (
          <Receipt payout={props.payout} />
        ) : (
          <Face {...props} picture={screenshot.thumbnail} />
        )}
      </HiddenContent>
    </li>
  );
}

/** The picture of a proof, and what its author shows. */
function Face(props: ProofCardProps & { picture: Picture }): ReactNode {
  const page = usePage();
  const { payout, picture } = props;
  const { t, language } = page;
  return (
    <a className="proof-face" href={pathTo(language, 'proof', { id: payout.id })}>
      <div className="shot">
        <img
          src={picture.url}
          width={picture.width}
          height={picture.height}
          alt={pictureInWords(payout, page)}
          loading="lazy"
          decoding="async"
        />
      </div>
      <p>
        {props.withPlatform === true ? <b>{payout.platform.name}</b> : null}
        <span className="proof-what">{proofInWords(payout, page)}</span>
        <span className="proof-part">{verificationInWords(payout, page)}</span>
        {payout.suspect ? <span className="asked-for">{t.campaigns.card}</span> : null}
      </p>
    </a>
  );
}

/** A grid of proof cards. */
export function ProofCards(props: {
  payouts: readonly PublishedProof[];
  withPlatform?: boolean;
}): ReactNode {
  return (
    <ul className="proofs">
      {props.payouts.map((payout) => (
        <ProofCard key={payout.id} payout={payout} withPlatform={props.withPlatform === true} />
      ))}
    </ul>
  );
}
