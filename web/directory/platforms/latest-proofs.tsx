import type { PlatformResponse } from '#shared/directory/platforms.ts';
import type { ProofsResponse } from '#shared/evidence/proofs.ts';
import { Receipts } from '#web/evidence/payouts/receipt.tsx';
import { usePage } from '#web/page-context.ts';
import { Section } from '#web/ui/section.tsx';

/** Number of proofs in the strip. */
const PROOFS_SHOWN = 6;

/** The latest proofs that count, and the way to all; nothing without any. */
export function LatestProofs(props: { platform: PlatformResponse; proofs: ProofsResponse }) {
  const { t, href } = usePage();
  const words = t.answer.proofs;
  const { slug } = props.platform;
  const shown = props.proofs.payouts
    .filter(({ hiding, solicited, suspect }) => hiding === null && !solicited && !suspect)
    .slice(0, PROOFS_SHOWN);
  if (shown.length === 0) return null;
  const all = {
    href: href('platformProofs', { slug }),
    label: words.seeAll,
  };
  return (
    <Section title={words.title} all={all}>
      <Receipts payouts={shown} />
    </Section>
  );
}
