import type { PublishedProof } from '#shared/evidence/proofs.ts';
import { usePage } from '#web/page-context.ts';
import { ProofCards } from '#web/evidence/payouts/proof-card.tsx';
import { Section } from '#web/ui/section.tsx';

const SHOWN = 6;

export function LatestProofs({ payouts }: { payouts: readonly PublishedProof[] }) {
  const { t, href } = usePage();
  const words = t.home.proofs;
  const standing = payouts.filter(({ hiding }) => hiding === null);
  if (standing.length === 0) {
    return (
      <Section title={words.title}>
        <p className="soft">{words.none}</p>
      </Section>
    );
  }
  return (
    <Section title={words.title} say={words.say}>
      <ProofCards payouts={standing.slice(0, SHOWN)} withPlatform />
      <p>
        <a href={href('proofs')}>{words.all}</a>
      </p>
    </Section>
  );
}
