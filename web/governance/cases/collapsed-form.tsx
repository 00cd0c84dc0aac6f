import type { ReactNode } from 'react';
import { usePage } from '#web/page-context.ts';

/** A form of several fields, collapsed until opened or refused. */
export function CollapsedForm(props: {
  id: string;
  form: string;
  title: string;
  say: string;
  open?: boolean;
  children: ReactNode;
}) {
  const { form } = usePage();
  const { id, title, say, open = false } = props;
  return (
    <details className="folded" id={id} open={open || form?.form === props.form}>
      <summary>
        <h2>{title}</h2>
      </summary>
      <p className="say">{say}</p>
      {props.children}
    </details>
  );
}
