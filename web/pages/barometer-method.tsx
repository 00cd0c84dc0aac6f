import { definePage } from '#web/page.ts';
import { Lines } from '#web/ui/sentence-list.tsx';
import { Section } from '#web/ui/section.tsx';

/** How the barometer is computed, on one page. */
export const barometerMethod = definePage({
  layout: 'titles-beside',
  sameForVisitors: true,
  load: async () => null,
  title: (_, { t }) => t.barometer.method.title,
  head: (_, { t }) => ({ description: t.barometer.method.description }),
  body: (_, { t, href }) => {
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
        <p className="links">
          <a href={href('barometer')}>{words.back}</a>
          <a href={`${href('publicRecord')}#verify`}>{words.verify}</a>
        </p>
      </>
    );
  },
});
