import { usePage } from '#web/page-context.ts';
import { legalSectionsOf } from '#web/governance/legal/legal-section.ts';
import { ProseSections } from '#web/governance/legal/prose-sections.tsx';
import { definePage } from '#web/page.ts';

/** How reviews are checked, dated, sorted and refused, as the French consumer code requires. */
export const howReviewsAreChecked = definePage({
  sameForVisitors: true,
  load: async () => null,
  title: (_, { t }) => t.legal.reviewChecks.title,
  Page: () => {
    const words = usePage().t.legal.reviewChecks;
    return (
      <div className="prose">
        <h1>{words.title}</h1>
        <p>{words.intro.join(' ')}</p>
        <ProseSections sections={legalSectionsOf('reviewChecks', words.sections)} />
      </div>
    );
  },
});
