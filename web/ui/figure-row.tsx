import type { ReactNode } from 'react';

/** One line of a figures panel: label, note, and figure. */
export function FigureRow(props: {
  label: ReactNode;
  small?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div className={`row ${props.className ?? ''}`.trim()}>
      <dt>
        {props.label}
        {props.small === undefined || props.small === null ? null : (
          <>
            {' '}
            <small>{props.small}</small>
          </>
        )}
      </dt>
      <dd>{props.children}</dd>
    </div>
  );
}
