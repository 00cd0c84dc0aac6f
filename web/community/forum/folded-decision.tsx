import type { ReactNode } from 'react';
import { usePage } from '#web/page-context.ts';

/**
 * A form of those that moderate a topic, folded under its name: unfolded, eight of them are seven screens
 * of a phone. One that was refused comes back open.
 */
export function FoldedDecision(props: {
  form: string;
  title: string;
  id?: string;
  open?: boolean;
  children: ReactNode;
}) {
  const { form } = usePage();
  return (
    <details
      id={props.id}
      className="decide"
      open={props.open === true || form?.form === props.form}
    >
      <summary>
        <h3>{props.title}</h3>
      </summary>
      {props.children}
    </details>
  );
}
