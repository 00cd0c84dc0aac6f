import { EDITION_FIGURES, type EditionResponse } from '#shared/evidence/barometer/edition.ts';
import { usePage } from '#web/page-context.ts';
import { CopyField } from '#web/site/share/share-actions.tsx';
import { Section } from '#web/ui/section.tsx';
import { figureText } from './edition-text.ts';

/** How to quote an edition, and its figures to download. */
export function CiteEdition({ data: { edition, number } }: { data: EditionResponse }) {
  const context = usePage();
  const { t, format, href, origin } = context;
  const words = t.barometer.cite;
  const api = `/api/barometer/${edition.id}`;
  const figures = EDITION_FIGURES.flatMap((name) => {
    const figure = edition.figures.all[name];
    return figure === null
      ? []
      : [`${t.barometer.figures[name].name} ${figureText(name, figure.value, context)}`];
  });
  const text = words.text({
    number,
    month: format.month(edition.month),
    state: t.barometer.state[edition.state],
    figures: figures.join(', '),
    members: edition.figures.members,
    slips: edition.figures.slips,
    address: `${origin}${href('edition', { edition: edition.id })}`,
  });
  return (
    <Section title={words.title} say={words.say} id="cite">
      <CopyField label={words.label} text={text} />
      <p className="links">
        <a href={`${api}/figures.csv`} data-turbo="false">
          {words.csv}
        </a>
        <a href={api} data-turbo="false">
          {words.json}
        </a>
        <a href="/api/barometer.csv" data-turbo="false">
          {words.allCsv}
        </a>
        <a href={href('barometerMethod')}>{words.method}</a>
      </p>
    </Section>
  );
}
