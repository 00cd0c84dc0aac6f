import { READABLE_LOSS, READABLE_REST, type WildResult } from '#tests/redaction/wild/score.ts';

/** Must stay readable. */
const KEPT: ReadonlySet<WildResult['kind']> = new Set(['platform', 'state']);

const percent = (part: number, all: number): string =>
  all === 0 ? '-' : `${((100 * part) / all).toFixed(1)} %`;

const isBare = ({ bare }: WildResult): boolean => bare > READABLE_REST;
const isReadable = ({ bareMin }: WildResult): boolean => bareMin >= 1 - READABLE_LOSS;

/** What stayed readable by kind and by how the picture was taken; what is personal among it. */
export function formatRecall(pictures: readonly (readonly WildResult[])[]): string {
  const results = pictures.flat();
  const personal = results.filter(({ kind }) => !KEPT.has(kind));
  const kept = results.filter(({ kind }) => KEPT.has(kind));
  const leaking = pictures.filter((picture) =>
    picture.some((result) => !KEPT.has(result.kind) && isBare(result)),
  );
  return [
    `Pictures with a personal word left readable: ${leaking.length} of ${pictures.length}`,
    '',
    'PERSONAL WORDS LEFT READABLE: more than 2 % of the ink of one of their lines in sight',
    ...columns(table(personal, isBare)),
    '',
    'PLATFORM AND STATE READABLE: at least 85 % of each line in sight',
    ...columns(table(kept, isReadable)),
    'of pictures that do not lie on their side, by language',
    ...columns(
      table(
        kept.filter(({ screen }) => screen.shot !== 'turned'),
        isReadable,
        ({ screen }) => screen.language,
      ),
    ),
    '',
    `Left readable: ${
      personal
        .filter(isBare)
        .map(
          ({ kind, text, bare, screen }) =>
            `${kind} ${text} (${screen.layout}, ${screen.shot}, seed ${screen.seed}, ${percent(bare, 1)})`,
        )
        .join(' · ') || 'nothing'
    }`,
  ].join('\n');
}

function table(
  results: readonly WildResult[],
  counts: (result: WildResult) => boolean,
  columnOf = ({ screen }: WildResult): string => screen.shot,
): string[][] {
  const heads = [...new Set(results.map(columnOf))].toSorted();
  const kinds = [...new Set(results.map(({ kind }) => kind))].toSorted();
  return [
    ['kind', 'share', 'all', ...heads],
    ...kinds.map((kind) => {
      const of = results.filter((result) => result.kind === kind);
      const part = (list: readonly WildResult[]) => `${list.filter(counts).length}/${list.length}`;
      return [
        kind,
        percent(of.filter(counts).length, of.length),
        part(of),
        ...heads.map((head) => part(of.filter((result) => columnOf(result) === head))),
      ];
    }),
  ];
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
