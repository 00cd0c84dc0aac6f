import type { ReactNode } from 'react';
import { usePage } from '#web/context.ts';
import type { Claim } from './letters.ts';

/** Legal claims, each with its source. */
export function Claims({ claims }: { claims: readonly Claim[] }): ReactNode {
  return (
    <ul className="prose law">
      {claims.map((claim) => (
        <li key={claim.text}>
          <ClaimLine claim={claim} />
        </li>
      ))}
    </ul>
  );
}

export function ClaimLine({ claim: { text, source } }: { claim: Claim }): ReactNode {
  const { t } = usePage();
  return (
    <>
      {text}{' '}
      <small className="soft">
        ({source}, {t.letters.confirm})
      </small>
    </>
  );
}
