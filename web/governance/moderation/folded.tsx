import type { ReactNode } from 'react';
import { usePage } from '#web/context.ts';

/** What takes more than one tap is folded, until it is wanted or comes back refused. */
export function Folded(props: {
  id: string;
  form: string;
  title: string;
  say: string;
  open?: boolean;
  children: ReactNode;
}): ReactNode {
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
