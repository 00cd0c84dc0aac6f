import type { ReactNode } from 'react';

export type StampSize = 'large' | 'small' | 'inline';

/** From this length on, words of a large stamp are set smaller, to fit a phone's screen. */
const LONG = 12;

/**
 * A stamp: a shape, words and the colour of its `kind`, each sufficient alone. `large` is the verdict
 * of a page, `small` stands in lists, `inline` has no frame.
 */
export function Stamp(props: {
  kind: string;
  size: StampSize;
  shape: ReactNode;
  strokeWidth?: string;
  /** Second line of the stamp, in smaller text. */
  note?: string | undefined;
  children: string;
}) {
  const { kind, size, shape, strokeWidth, note, children } = props;
  const long = size === 'large' && children.length >= LONG ? ' long' : '';
  return (
    <span className={`stamp ${kind} ${size}${long}`}>
      <StampShape strokeWidth={strokeWidth}>{shape}</StampShape>
      <span className="stamp-words">
        {children}
        {note === undefined ? null : <small>{note}</small>}
      </span>
    </span>
  );
}

/** The shape alone, in the current text colour; the meaning must be in words beside it. */
export function StampShape(props: { strokeWidth?: string | undefined; children: ReactNode }) {
  return (
    <svg className="stamp-shape" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
      <g
        fill="none"
        stroke="currentColor"
        strokeWidth={props.strokeWidth ?? '2.4'}
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        {props.children}
      </g>
    </svg>
  );
}

export const CLOSED_DOOR = (
  <>
    <path d="M1.8 18h16.4M4.6 18V2.4h10.8V18" />
    <circle cx="12.2" cy="10.4" r=".9" fill="currentColor" strokeWidth="1.2" />
  </>
);
