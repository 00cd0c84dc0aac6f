import { usePage } from '#web/page-context.ts';
import { Lines } from '#web/ui/sentence-list.tsx';
import { Section } from '#web/ui/section.tsx';

/** Six lines on what protects participants and what does not; the details have their own page. */
export function PledgePrivacySummary() {
  const { t, href } = usePage();
  const words = t.boycotts.one.protect;
  return (
    <Section id="protection" title={words.title}>
      <div className="platform-grid">
        <div>
          <h3>{words.yesTitle}</h3>
          <Lines className="prose" of={words.yes} />
        </div>
        <div>
          <h3>{words.noTitle}</h3>
          <Lines className="prose" of={words.no} />
        </div>
      </div>
      <p className="links">
        <a href={href('sealedPledge')}>{words.more}</a>
      </p>
    </Section>
  );
}
