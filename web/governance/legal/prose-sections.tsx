import { usePage } from '#web/page-context.ts';
import { FoldedSection } from '#web/ui/folded-section.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';
import type { LegalSection } from './legal-section.ts';

/** The sections of a legal page, with anchors. */
export function ProseSections(props: { sections: readonly LegalSection[] }) {
  return props.sections.map((section) => (
    <section key={section.id} id={section.id} className="legal-section">
      <h2>{section.title}</h2>
      <ProseSectionBody section={section} />
    </section>
  ));
}

/** Sections that open under their headings. */
export function FoldedSections(props: { sections: readonly LegalSection[] }) {
  return (
    <div className="folds">
      {props.sections.map((section) => (
        <FoldedSection
          key={section.id}
          id={section.id}
          title={section.title}
          className="legal-section"
          heading="h3"
        >
          <ProseSectionBody section={section} />
        </FoldedSection>
      ))}
    </div>
  );
}

/** A section without its heading: text, points, link. */
export function ProseSectionBody(props: { section: Omit<LegalSection, 'id'> }) {
  const { href } = usePage();
  const { text, points, link } = props.section;
  return (
    <>
      {inPairs(text).map((sentences) => (
        <p key={sentences}>{sentences}</p>
      ))}
      {points === undefined ? null : <Lines of={points} />}
      {link === undefined ? null : (
        <p className="links">
          <a href={href(link.page)}>{link.label}</a>
        </p>
      )}
    </>
  );
}

export function TableOfContents(props: {
  label: string;
  entries: readonly { id: string; title: string }[];
}) {
  return (
    <nav className="folds legal-contents" aria-label={props.label}>
      <details className="fold">
        <summary>{props.label}</summary>
        <ul>
          {props.entries.map(({ id, title }) => (
            <li key={id}>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
        </ul>
      </details>
    </nav>
  );
}

/** Paragraphs of at most two sentences. */
function inPairs(sentences: readonly string[]): string[] {
  const paragraphs: string[] = [];
  for (let at = 0; at < sentences.length; at += 2) {
    paragraphs.push(sentences.slice(at, at + 2).join(' '));
  }
  return paragraphs;
}
