import { useId, type ReactNode } from 'react';

/** Width of the pictures of the rule, in units of which a letter is 13 high. */
export const PICTURE_WIDTH = 340;

/** A picture of the page on the rule: its name, what it shows in words, and a caption. */
export function RulePicture(props: {
  height: number;
  alt: string;
  desc: string;
  caption: string;
  children: ReactNode;
}) {
  const id = useId();
  const { height, alt, desc, caption } = props;
  return (
    <figure className="rule-picture">
      <svg
        viewBox={`0 0 ${PICTURE_WIDTH} ${height}`}
        role="img"
        aria-labelledby={`${id}alt`}
        aria-describedby={`${id}desc`}
      >
        <title id={`${id}alt`}>{alt}</title>
        <desc id={`${id}desc`}>{desc}</desc>
        {props.children}
      </svg>
      <figcaption>{caption}</figcaption>
    </figure>
  );
}

/** A pattern of oblique lines, so that a bar differs from others without colour. */
export function Hatch({ id, ink }: { id: string; ink: 'bad' | 'doubt' }) {
  return (
    <defs>
      <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse">
        <path className={`hatch ${ink}`} d="M-1 6L6 -1M-1 1L1 -1M4 6L6 4" />
      </pattern>
    </defs>
  );
}
