import { usePage } from '#web/page-context.ts';

/** Number of payouts that wait for an answer of the member, on an icon; nothing for none. */
export function AskedCount() {
  const { t, askedClaims } = usePage();
  if (askedClaims === 0) return null;
  return (
    <span className="count-badge">
      <span aria-hidden="true">{askedClaims}</span>
      <span className="hidden-visually">{t.claims.asked({ count: askedClaims })}</span>
    </span>
  );
}
