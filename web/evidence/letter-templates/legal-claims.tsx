import type { LegalClaim } from './letters.ts';

/** Legal claims, each with its source. */
export function LegalClaims({ claims }: { claims: readonly LegalClaim[] }) {
  return (
    <ul className="law">
      {claims.map((claim) => (
        <li key={claim.text}>
          <LegalClaimLine claim={claim} />
        </li>
      ))}
    </ul>
  );
}

export function LegalClaimLine({ claim: { text, source } }: { claim: LegalClaim }) {
  return (
    <>
      {text} <small className="soft">({source})</small>
    </>
  );
}
