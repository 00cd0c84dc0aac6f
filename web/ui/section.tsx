import { useId, type ReactNode } from 'react';

/** A section of a page with a heading and an optional short introduction. */
export function Section(props: {
  title: string;
  say?: string;
  id?: string;
  className?: string;
  children: ReactNode;
}) {
  const made = useId();
  const headingId = props.id === undefined ? made : `${props.id}-title`;
  return (
    <section
      className={`section ${props.className ?? ''}`.trim()}
      id={props.id}
      aria-labelledby={headingId}
    >
      <h2 id={headingId}>{props.title}</h2>
      {props.say === undefined ? null : <p className="say">{props.say}</p>}
      {props.children}
    </section>
  );
}
