import type { PublishedProof } from '#shared/evidence/proofs.ts';
import { Receipts } from '#web/evidence/payouts/receipt.tsx';
import { usePage } from '#web/page-context.ts';
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
    <Section title={words.title} say={words.say} all={{ href: href('proofs'), label: words.all }}>
      <Receipts payouts={standing.slice(0, SHOWN)} />
    </Section>
  );
}
