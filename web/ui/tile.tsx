import { inkOfName } from './ink.ts';

/** A platform's tile: two letters on a colour that its name always gets. The name stands beside it. */
export function Tile({ name, size }: { name: string; size?: 'small' | 'large' }) {
  const classes = ['tile', `ink-${inkOfName(name)}`, size].filter((part) => part !== undefined);
  return (
    <span className={classes.join(' ')} aria-hidden="true">
      {monogram(name)}
    </span>
  );
}

/** 'Foule Factory' → "FF", 'Clickworker' → "Cl"; "?" without a letter. */
export function monogram(name: string): string {
  const [first, second] = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  if (first === undefined) return '?';
  const letters = [...first];
  if (second === undefined) return `${upper(letters[0])}${letters[1]?.toLowerCase() ?? ''}`;
  return `${upper(letters[0])}${upper([...second][0])}`;
}

function upper(letter: string | undefined): string {
  return letter?.toUpperCase() ?? '';
}
