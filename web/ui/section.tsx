import { useId, type ReactNode } from 'react';

/**
 * A section of a page with a heading and an optional short introduction; `all` links to the whole of
 * what it shows a part of.
 */
export function Section(props: {
  title: string;
  say?: string;
  id?: string;
  className?: string;
  all?: { href: string; label: string };
  children: ReactNode;
}) {
  const made = useId();
  const headingId = props.id === undefined ? made : `${props.id}-title`;
  const heading = <h2 id={headingId}>{props.title}</h2>;
  return (
    <section
      className={`section ${props.className ?? ''}`.trim()}
      id={props.id}
      aria-labelledby={headingId}
    >
      {props.all === undefined ? (
        heading
      ) : (
        <div className="section-head">
          {heading}
          <a className="see-all" href={props.all.href}>
            {props.all.label}
          </a>
        </div>
      )}
      {props.say === undefined ? null : <p className="say">{props.say}</p>}
      {props.children}
    </section>
  );
}
