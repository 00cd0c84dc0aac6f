import type { ReactNode } from 'react';
import { usePage } from '#web/page-context.ts';

/** A collapsible group of settings, open when one of its forms was refused. */
export function Fold(props: {
  id?: string;
  form: string | readonly string[];
  title: string;
  /** What is chosen in it, so that it need not be opened to be read. */
  chosen?: string;
  say?: string;
  open?: boolean;
  children: ReactNode;
}) {
  const { form } = usePage();
  return (
    <details
      className="fold"
      id={props.id}
      open={props.open === true || [props.form].flat().includes(form?.form ?? '')}
    >
      <summary>
        <h2>
          {props.title}
          {props.chosen === undefined ? null : <small> {props.chosen}</small>}
        </h2>
      </summary>
      {props.say === undefined ? null : <p className="say">{props.say}</p>}
      {props.children}
    </details>
  );
}
