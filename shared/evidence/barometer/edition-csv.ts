import { EDITION_FIGURES, type Edition, type EditionFigureName } from './edition.ts';

const COLUMNS = [
  'month',
  'state',
  'made_on',
  'platforms',
  'figure',
  'unit',
  'value',
  'low',
  'high',
  'members_from',
  'slips',
] as const;

export const FIGURE_UNITS: Readonly<Record<EditionFigureName, string>> = {
  hourly: 'euro cents an hour',
  unpaidRuns: 'share',
  delay: 'days',
  notPaid: 'share',
  refusals: 'share',
};

/** Editions as CSV (RFC 4180): a line for each figure of all platforms, or of a kind of them. */
export function editionsToCsv(editions: readonly Edition[]): string {
  const lines = editions.flatMap(({ month, state, madeOn, figures }) =>
    [{ kind: 'all', ...figures.all }, ...figures.kinds].flatMap((cell) =>
      EDITION_FIGURES.flatMap((name) => {
        const figure = cell[name];
        if (figure === null) return [];
        const { value, low, high, members, slips } = figure;
        const told = [name, FIGURE_UNITS[name], value, low, high, members, slips ?? ''];
        // No user input: codes, figures and days need no quoting.
        return [[month, state, madeOn, cell.kind, ...told].join(',')];
      }),
    ),
  );
  return `${[COLUMNS.join(','), ...lines].join('\r\n')}\r\n`;
}
