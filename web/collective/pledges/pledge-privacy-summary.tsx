import type { ReactNode } from 'react';
import { pathTo } from '#shared/core/paths.ts';
import { usePage } from '#web/page-context.ts';
import { Section } from '#web/ui/section.tsx';

/** Six lines on what protects participants and what does not; the details have their own page. */
export function PledgePrivacySummary(): ReactNode {
  const { t, language } = usePage();
  const words = t.boycotts.one.protect;
  return (
    <Section id="protection" title={words.title}>
      <div className="platform-grid">
        <div>
          <h3>{words.yesTitle}</h3>
          <ul className="prose">
            {words.yes.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </div>
        <div>
          <h3>{words.noTitle}</h3>
          <ul className="prose">
            {words.no.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </div>
      </div>
      <p className="links">
        <a href={pathTo(language, 'sealedPledge')}>{words.more}</a>
      </p>
    </Section>
  );
}
