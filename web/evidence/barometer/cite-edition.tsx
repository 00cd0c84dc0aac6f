import { EDITION_FIGURES, type EditionResponse } from '#shared/evidence/barometer/edition.ts';
import { usePage } from '#web/page-context.ts';
import { CopyField } from '#web/site/share/share-actions.tsx';
import { Section } from '#web/ui/section.tsx';
import { citationPath } from './edition-paths.ts';
import { editionNote, editionTitle, figureText } from './edition-text.ts';

/** How to quote an edition, and its figures to download. */
export function CiteEdition({ data }: { data: EditionResponse }) {
  const { edition, press } = data;
  const context = usePage();
  const { t, href, language, origin } = context;
  const words = t.barometer.cite;
  const api = `/api/barometer/${edition.id}`;
  const figures = EDITION_FIGURES.flatMap((name) => {
    const figure = edition.figures.all[name];
    return figure === null
      ? []
      : [`${t.barometer.figures[name].name} ${figureText(name, figure.value, context)}`];
  });
  const address = `${origin}${href('edition', { edition: edition.id })}`;
  const text = `Contrenote, ${editionTitle(data, context)}. ${figures.join(', ')}. ${editionNote(data, context)} ${address}`;
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
        <a href={citationPath(edition.id, 'bib', language)} data-turbo="false">
          BibTeX
        </a>
        <a href={citationPath(edition.id, 'ris', language)} data-turbo="false">
          RIS
        </a>
        <a href={href('barometerMethod')}>{words.method}</a>
      </p>
      {press === null ? null : (
        <p>
          {words.press} <b>{press}</b>
        </p>
      )}
    </Section>
  );
}
