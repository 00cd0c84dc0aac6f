import { legalResponse, type LegalResponse } from '#shared/governance/legal.ts';
import { usePage } from '#web/context.ts';
import { Particulars } from '#web/governance/legal/publisher-details.tsx';
import { sectionsOf } from '#web/governance/legal/legal-section.ts';
import { Contents, Sections } from '#web/governance/legal/legal-sections.tsx';
import { definePage } from '#web/page.ts';

/** The privacy policy: what is stored, how long, what never, and members' rights. */
export const privacy = definePage<LegalResponse>({
  sameForVisitors: true,
  load: (api) => api.get('/api/legal', legalResponse),
  title: (_, { t }) => t.legal.privacy.title,
  Page: ({ data }) => {
    const words = usePage().t.legal.privacy;
    const sections = sectionsOf('privacy', words.sections);
    return (
      <div className="prose">
        <h1>{words.title}</h1>
        <p>{words.intro}</p>
        <Particulars
          entries={[
            { label: words.controller, value: data.controller },
            { label: words.contact, value: data.contact },
          ]}
        />
        <Contents label={words.contents} entries={sections} />
        <Sections sections={sections} />
      </div>
    );
  },
});
