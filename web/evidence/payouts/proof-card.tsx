import type { ReactNode } from 'react';
import { pathTo } from '#shared/core/paths.ts';
import type { PublishedProof } from '#shared/evidence/proofs.ts';
import { usePage } from '#web/page-context.ts';
import { HiddenContent } from '#web/governance/case-decisions/hidden-content.tsx';
import { pictureInWords, proofInWords, verificationInWords } from './proof-text.ts';

type ProofCardProps = { payout: PublishedProof; withPlatform?: boolean };

/** A proof as a card; a placeholder if a decision hides it. */
export function ProofCard(props: ProofCardProps): ReactNode {
  const { hiding, can } = props.payout;
  return (
    <li className="proof">
      <HiddenContent hiding={hiding} mine={can.edit} counted>
        <Face {...props} />
      </HiddenContent>
    </li>
  );
}

/** The picture of a proof, and what its author shows. */
function Face(props: ProofCardProps): ReactNode {
  const page = usePage();
  const { payout } = props;
  const { t, language } = page;
  const shot = payout.screenshot?.thumbnail;
  return (
    <a className="proof-face" href={pathTo(language, 'proof', { id: payout.id })}>
      <div className={`shot ${shot === undefined ? `blank ${payout.state}` : ''}`}>
        {shot === undefined ? (
          <span className="card-message">{t.payouts.card.noPicture}</span>
        ) : (
          <img
            src={shot.url}
            width={shot.width}
            height={shot.height}
            alt={pictureInWords(payout, page)}
            loading="lazy"
            decoding="async"
          />
        )}
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
