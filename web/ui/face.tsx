import { hashText, inkOfName } from './ink.ts';

/** Quarters of a cement tile, from the centre (0, 0) to a corner (12, 12). */
const QUARTERS = [
  'M0 0h12v12z',
  'M0 0h12v5H5v7H0zM8 8h4v4H8z',
  'M0 0C9 0 12 3 12 12 3 12 0 9 0 0z',
  'M0 12A12 12 0 0 1 12 0v5a7 7 0 0 0-7 7z',
  'M0 0h6v6h6v6H6V6H0z',
  'M0 6 6 0l6 6-6 6z',
  'M0 12A6 6 0 0 1 12 12zM6 2.5a2.5 2.5 0 1 0 .01 0z',
  'M12 0 0 12V5L5 0zM12 6v6H6z',
] as const;

/**
 * The face of a member: one quarter of a cement tile, turned four times, chosen with its colour by a
 * hash of her pseudonym; the same everywhere, and from nothing but the pseudonym beside it.
 */
export function Face({ pseudonym, size }: { pseudonym: string; size?: 'small' | 'large' }) {
  const hash = hashText(pseudonym);
  const quarter = QUARTERS[(hash >>> 13) % QUARTERS.length];
  const classes = [
    'face',
    `ink-${inkOfName(pseudonym)}`,
    ((hash >>> 20) & 1) === 1 ? 'inverted' : undefined,
    size,
  ].filter((part) => part !== undefined);
  return (
    <svg className={classes.join(' ')} viewBox="-17 -17 34 34" aria-hidden="true">
      {[0, 90, 180, 270].map((turn) => (
        <path key={turn} d={quarter} transform={`rotate(${turn})`} />
      ))}
    </svg>
  );
}
