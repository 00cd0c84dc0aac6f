const GOOD = 0.85;
const POOR = 0.5;

/** The share of reports that say paid, 0 to 1, as a bar; the figures stand in words beside it. */
export function PaidShareBar({ share }: { share: number }) {
  const kind = share >= GOOD ? 'paid' : share >= POOR ? 'pending' : 'unpaid';
  return (
    <svg className={`paid-share-bar ${kind}`} width="100%" height="6" aria-hidden="true">
      <rect className="bar-whole" width="100%" height="6" />
      <rect width={`${Math.round(share * 100)}%`} height="6" fill="currentColor" />
    </svg>
  );
}
