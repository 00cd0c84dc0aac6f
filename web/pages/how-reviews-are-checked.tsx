import { legalSectionsOf } from '#web/governance/legal/legal-section.ts';
import { ProseSections } from '#web/governance/legal/prose-sections.tsx';
import { definePage } from '#web/page.ts';

/** How reviews are checked, dated, sorted and refused, as the French consumer code requires. */
export const howReviewsAreChecked = definePage({
  layout: 'titles-beside',
  sameForVisitors: true,
  load: async () => null,
  title: (_, { t }) => t.legal.reviewChecks.title,
  body: (_, { t }) => {
    const words = t.legal.reviewChecks;
    return (
      <div className="prose">
        <h1>{words.title}</h1>
        <p>{words.intro.join(' ')}</p>
        <ProseSections sections={legalSectionsOf('reviewChecks', words.sections)} />
      </div>
    );
  },
});
