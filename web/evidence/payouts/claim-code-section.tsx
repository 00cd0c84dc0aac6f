import type { ReactNode } from 'react';
import { formatPayoutCode } from '#shared/evidence/claims.ts';
import { pathTo } from '#shared/core/paths.ts';
import type { PublishedProof } from '#shared/evidence/proofs.ts';
import { usePage } from '#web/page-context.ts';
import { Section } from '#web/ui/section.tsx';

/**
 * For the author of a pending payout: a link to report its outcome, and the code with which she finds
 * it again.
 */
export function ClaimCodeSection({ payout }: { payout: PublishedProof }): ReactNode {
  const { t, language } = usePage();
  const words = t.claims.proof;
  if (!payout.can.edit || payout.state !== 'waiting') return null;
  return (
    <Section title={words.title}>
      <p>
        <a className="button second" href={`${pathTo(language, 'myClaims')}#${payout.id}`}>
          {words.answer}
        </a>
      </p>
      <p>
        <b>{words.code({ code: formatPayoutCode(payout.id) })}</b>
      </p>
      <p className="soft">
        {t.claims.mine.codeSay} {t.claims.mine.codeUse}
      </p>
    </Section>
  );
}
