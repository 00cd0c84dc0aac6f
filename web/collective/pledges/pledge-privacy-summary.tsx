import { usePage } from '#web/page-context.ts';
import { Lines } from '#web/ui/sentence-list.tsx';
import { FoldedSection } from '#web/ui/folded-section.tsx';

/**
 * Six lines on what protects participants and what does not; the details have their own page. Open
 * while somebody weighs a pledge.
 */
export function PledgePrivacySummary({ open }: { open: boolean }) {
  const { t, href } = usePage();
  const words = t.boycotts.one.protect;
  return (
    <FoldedSection id="protection" title={words.title} open={open}>
      <h3>{words.noTitle}</h3>
      <Lines className="prose" of={words.no} />
      <h3>{words.yesTitle}</h3>
      <Lines className="prose" of={words.yes} />
      <p className="links">
        <a href={href('sealedPledge')}>{words.more}</a>
      </p>
    </FoldedSection>
  );
}
