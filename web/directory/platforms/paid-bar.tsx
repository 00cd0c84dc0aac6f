import { usePage } from '#web/page-context.ts';

/** Paid and not paid reports, to scale. */
export function PaidBar({ paid, notPaid }: { paid: number; notPaid: number }) {
  const { t } = usePage();
  const whole = Math.max(1, paid + notPaid);
  const part = Math.round((paid / whole) * 1000) / 10;
  return (
    <svg
      className="paid-bar"
      viewBox="0 0 100 6"
      preserveAspectRatio="none"
      role="img"
      aria-label={t.answer.slip.bar({ paid, notPaid })}
    >
      <rect className="paid" width={part} height="6" />
      <rect className="unpaid" x={part} width={Math.round((100 - part) * 10) / 10} height="6" />
    </svg>
  );
}
