import type { Result, Score } from '#tests/redaction/score.ts';
import type { TruthKind } from '#tests/redaction/marks.ts';

/** Must stay readable: integer parts of amounts, months and years. */
const KEPT: ReadonlySet<TruthKind> = new Set(['whole', 'month']);

const percent = (part: number, all: number): string =>
  all === 0 ? '-' : `${((100 * part) / all).toFixed(1)} %`;

/** Recall by kind and template; over-covered and missed items. */
export function formatRecall(scores: readonly Score[]): string {
  const results = scores.flatMap((score) => score.results);
  const templates = [...new Set(results.map(({ template }) => template))];
  const kinds = [...new Set(results.map(({ kind }) => kind))];
  const rows = (wanted: readonly TruthKind[], counts: (result: Result) => boolean): string[][] =>
    wanted.map((kind) => {
      const of = results.filter((result) => result.kind === kind);
      const cells = templates.map((template) => {
        const here = of.filter((result) => result.template === template);
        return here.length === 0 ? '·' : `${here.filter(counts).length}/${here.length}`;
      });
      const covered = of.filter(counts).length;
      return [kind, percent(covered, of.length), `${covered}/${of.length}`, ...cells];
    });
  const head = ['kind', 'share', 'all', ...templates];
  const areas = scores.reduce((sum, { area }) => sum + area, 0);
  const missed = results.filter(({ kind, covered }) => !KEPT.has(kind) && !covered);
  return [
    'COVERED, each to at least 98 %',
    ...columns([
      head,
      ...rows(
        kinds.filter((kind) => !KEPT.has(kind)),
        ({ covered }) => covered,
      ),
    ]),
    '',
    'COVERED BY MISTAKE, 15 % or more of the integer part of an amount, or of a month and year',
    ...columns([
      head,
      ...rows(
        kinds.filter((kind) => KEPT.has(kind)),
        ({ hidden }) => hidden,
      ),
    ]),
    '',
    `Under boxes: ${percent(areas, scores.length)} of a picture`,
    `Missed: ${missed.map(({ kind, text, template }) => `${kind} ${text} (${template})`).join(' · ') || 'nothing'}`,
  ].join('\n');
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
