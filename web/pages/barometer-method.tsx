import { editionsResponse } from '#shared/evidence/barometer/edition.ts';
import { Corrections } from '#web/evidence/barometer/corrections.tsx';
import { definePage } from '#web/page.ts';
import { Lines } from '#web/ui/sentence-list.tsx';
import { Section } from '#web/ui/section.tsx';

/** How the barometer is computed, on one page. */
export const barometerMethod = definePage({
  layout: 'titles-beside',
  sameForVisitors: true,
  load: (api) => api.get('/api/barometer', editionsResponse),
  title: (_, { t }) => t.barometer.method.title,
  head: (_, { t }) => ({ description: t.barometer.method.description }),
  body: ({ errata }, { t, format, href }) => {
    const words = t.barometer.method;
    return (
      <>
        <h1>{words.title}</h1>
        <p className="sub">{words.description}</p>
        {words.sections.map(({ title, say }) => (
          <Section key={title} title={title}>
            <Lines className="prose" of={say} />
          </Section>
        ))}
        <Section title={words.errata} id="errata">
          {errata.length === 0 ? <p>{words.noErrata}</p> : null}
          {errata.map(({ month, corrections }) => (
            <div key={month}>
              <h3>
                <a href={href('edition', { edition: month })}>{format.month(month)}</a>
              </h3>
              <Corrections of={corrections} />
            </div>
          ))}
        </Section>
        <p className="links">
          <a href={href('barometer')}>{words.back}</a>
          <a href={`${href('publicRecord')}#verify`}>{words.verify}</a>
        </p>
      </>
    );
  },
});
