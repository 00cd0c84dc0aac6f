import type { PublicTable } from './public-table.ts';

/** Why strangers cannot check published values, as halves of sentences of docs/verify.md. */
export const WHY_UNCHECKED = {
  account: 'accounts decide on it, of which nothing else is public',
  reports: 'computed from reports of which nothing else is public',
  figure: 'a figure that the verifier does not compute again',
  picture: 'no leaf commits to it; the file of the picture is compared with its name',
  pledges: 'each is signed by a pledge, but no leaf says how many there are until the boycott ends',
  shown: 'it is there while the proof is shown, and no leaf commits to it',
  unrecorded: 'no leaf commits to it',
  version: 'the version of what stands beside it',
} as const;

type Why = keyof typeof WHY_UNCHECKED;

/** Declares columns that strangers cannot check, by reason. */
export function uncheckedColumns(
  byReason: Partial<Record<Why, readonly string[]>>,
): Readonly<Record<string, string>> {
  const reasons = Object.entries(byReason) as [Why, readonly string[]][];
  return Object.fromEntries(
    reasons.flatMap(([why, columns]) => columns.map((column) => [column, WHY_UNCHECKED[why]])),
  );
}

/** Writes the table of docs/verify.md: each file of a dump with its columns and why, in Markdown. */
export function writeUncheckedTable(tables: readonly PublicTable[]): string {
  const rows = tables.flatMap(({ name, unchecked = {} }) =>
    [...new Set(Object.values(unchecked))].map((why) => {
      const columns = Object.keys(unchecked).filter((column) => unchecked[column] === why);
      return `| \`${name}\` | ${columns.map(shown).join(', ')} | ${why} |`;
    }),
  );
  return ['| file | columns | why |', '| --- | --- | --- |', ...rows].join('\n');
}

const shown = (column: string): string => (column === 'rows' ? 'whole rows' : `\`${column}\``);
