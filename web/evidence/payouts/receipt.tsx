import { formatMoney } from '#shared/core/money.ts';
import { pathTo } from '#shared/core/paths.ts';
import type { ProofState, PublishedProof } from '#shared/evidence/proofs.ts';
import { usePage } from '#web/page-context.ts';
import { Icon } from '#web/ui/icon.tsx';
import { Tile } from '#web/ui/tile.tsx';
import { verificationInWords } from './proof-text.ts';

const TONES: Readonly<Record<ProofState, string>> = {
  paid: 'paid',
  waiting: 'pending',
  'not-paid': 'unpaid',
};

/** Proofs as torn receipts in a strip: what their authors show, without the pictures. */
export function Receipts({ payouts }: { payouts: readonly PublishedProof[] }) {
  return (
    <ul className="strip">
      {payouts.map((payout) => (
        <li key={payout.id}>
          <Receipt payout={payout} />
        </li>
      ))}
    </ul>
  );
}

/** A proof as a torn receipt that leads to its page. */
export function Receipt({ payout }: { payout: PublishedProof }) {
  const page = usePage();
  const { t, language, format } = page;
  const { platform, state, amount, month, proof, suspect } = payout;
  const said = t.payouts.proofStates[state];
  return (
    <a className="receipt" href={pathTo(language, 'proof', { id: payout.id })}>
      <span className="who">
        <Tile name={platform.name} size="small" />
        {platform.name}
      </span>
      <b className={`sum ${TONES[state]}`}>
        {amount === null
          ? said
          : t.payouts.card.about({ amount: formatMoney(amount.minor, amount.currency, language) })}
      </b>
      {amount === null ? null : said}
      {amount === null || month === null ? null : <br />}
      <small>{month === null ? null : t.payouts.card.asked({ month: format.month(month) })}</small>
      <hr />
      <span className={`checked ${proof === 'confirmed' ? 'paid' : ''}`}>
        <Icon name={proof === 'confirmed' ? 'check' : 'eye'} />
        {suspect ? t.campaigns.card : verificationInWords(payout, page)}
      </span>
    </a>
  );
}
