import { legalResponse } from '#shared/governance/legal.ts';
import { PublisherDetails } from '#web/governance/legal/publisher-details.tsx';
import { legalSectionsOf } from '#web/governance/legal/legal-section.ts';
import { ProseSections } from '#web/governance/legal/prose-sections.tsx';
import { definePage } from '#web/page.ts';

/** The imprint: who answers for this site. */
export const imprint = definePage({
  layout: 'titles-beside',
  sameForVisitors: true,
  load: (api) => api.get('/api/legal', legalResponse),
  title: (_, { t }) => t.legal.legalNotice.title,
  body: (data, { t }) => {
    const words = t.legal.legalNotice;
    return (
      <div className="prose">
        <h1>{words.title}</h1>
        <p>{words.intro}</p>
        {data.complete ? null : <p className="alert">{words.missing}</p>}
        <PublisherDetails
          entries={[
            { label: words.publisher, value: data.publisher },
            { label: words.director, value: data.director },
            { label: words.host, value: data.host },
            { label: words.contact, value: data.contact },
            { label: words.controller, value: data.controller },
            { label: words.language, value: words.languages[data.language] },
          ]}
        />
        <ProseSections sections={legalSectionsOf('legalNotice', words.sections)} />
      </div>
    );
  },
});
