import { legalResponse } from '#shared/governance/legal.ts';
import { PublisherDetails } from '#web/governance/legal/publisher-details.tsx';
import { legalSectionsOf } from '#web/governance/legal/legal-section.ts';
import { FoldedSections } from '#web/governance/legal/prose-sections.tsx';
import { PRIVACY_GROUPS, privacyGroupOf } from '#web/governance/legal/privacy-groups.ts';
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
        <dl className="particulars short-answers">
          {Object.values(words.answers).map(({ question, text }) => (
            <div key={question}>
              <dt>{question}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
        <PublisherDetails
          entries={[
            { label: words.controller, value: data.controller },
            { label: words.contact, value: data.contact },
          ]}
        />
        {PRIVACY_GROUPS.map((group) => (
          <section key={group} className="legal-section">
            <h2>{words.groups[group]}</h2>
            <FoldedSections sections={sections.filter(({ id }) => privacyGroupOf(id) === group)} />
          </section>
        ))}
      </div>
    );
  },
});
