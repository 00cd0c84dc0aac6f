import type { ReactNode } from 'react';

/**
 * A section folded under its heading, in a `.folds`. The id stands inside the `details`, so that a
 * browser unfolds it for a link to it, also without a script.
 */
export function FoldedSection(props: {
  title: string;
  say?: string;
  id: string;
  className?: string;
  open?: boolean;
  heading?: 'h2' | 'h3';
  children: ReactNode;
}) {
  const { title, say, id, className, open = false, heading: Heading = 'h2', children } = props;
  return (
    <details className="fold" open={open}>
      <summary>
        <Heading>{title}</Heading>
      </summary>
      <div id={id} className={className}>
        {say === undefined ? null : <p className="soft">{say}</p>}
        {children}
      </div>
    </details>
  );
}
