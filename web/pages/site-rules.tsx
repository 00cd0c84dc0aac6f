import { siteRuleSections } from '#web/governance/legal/site-rule-sections.ts';
import {
  TableOfContents,
  FoldedSections,
  ProseSectionBody,
} from '#web/governance/legal/prose-sections.tsx';
import { definePage } from '#web/page.ts';
import { RULE_IDS } from '#shared/core/moderation-decisions.ts';

/** The rules page: what may be posted, who decides, and what is refused, kept and withdrawn. */
export const siteRules = definePage({
  layout: 'titles-beside',
  sameForVisitors: true,
  load: async () => null,
  title: (_, { t }) => t.legal.siteRules.title,
  body: (_, { t }) => {
    const words = t.legal.siteRules;
    const sections = siteRuleSections(t);
    return (
      <div className="prose">
        <h1>{words.title}</h1>
        <p>{words.intro.join(' ')}</p>
        <TableOfContents
          label={words.contents}
          entries={[{ id: 'publier', title: words.rulesTitle }, ...sections]}
        />
        <section id="publier">
          <h2>{words.rulesTitle}</h2>
          {RULE_IDS.map((id) => (
            <section key={id} id={id} className="numbered-rule">
              <h3>
                <a href={`#${id}`}>{id}</a> {words.rules[id].title}
              </h3>
              <ProseSectionBody section={words.rules[id]} />
            </section>
          ))}
        </section>
        <section className="legal-section">
          <h2>{words.othersTitle}</h2>
          <FoldedSections sections={sections} />
        </section>
      </div>
    );
  },
});
