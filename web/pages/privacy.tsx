import { legalResponse } from '#shared/governance/legal.ts';
import { PublisherDetails } from '#web/governance/legal/publisher-details.tsx';
import { legalSectionsOf } from '#web/governance/legal/legal-section.ts';
import { TableOfContents, ProseSections } from '#web/governance/legal/prose-sections.tsx';
import { definePage } from '#web/page.ts';

/** The privacy policy: what is stored, how long, what never, and members' rights. */
export const privacy = definePage({
  layout: 'titles-beside',
  sameForVisitors: true,
  load: (api) => api.get('/api/legal', legalResponse),
  title: (_, { t }) => t.legal.privacy.title,
  body: (data, { t }) => {
    const words = t.legal.privacy;
    const sections = legalSectionsOf('privacy', words.sections);
    return (
      <div className="prose">
        <h1>{words.title}</h1>
        <p>{words.intro}</p>
        <PublisherDetails
          entries={[
            { label: words.controller, value: data.controller },
            { label: words.contact, value: data.contact },
          ]}
        />
        <TableOfContents label={words.contents} entries={sections} />
        <ProseSections sections={sections} />
      </div>
    );
  },
});
