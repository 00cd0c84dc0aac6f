const PLACES = /[\dA,]+/y;
const IN_TITLE = /(\d+)A/g;

/** Word positions, from 1; those of a text start again after its title. */
export type WordPositions = { readonly inTitle: number[]; readonly inText: number[] };

/**
 * Positions of stems in a tsvector's text. Those of the title have the weight A and come first; the
 * text begins after the last of them.
 */
export function positionsOfStems(vector: string, stems: ReadonlySet<string>): WordPositions {
  const inTitle: number[] = [];
  const after: number[] = [];
  for (const stem of stems) {
    for (const place of placesIn(vector, stem)) {
      (place.endsWith('A') ? inTitle : after).push(Number.parseInt(place, 10));
    }
  }
  // Stems are lower-case, and most vectors have no title, thus no A.
  const titleEnd = vector.includes('A')
    ? Math.max(0, ...Array.from(vector.matchAll(IN_TITLE), ([, place]) => Number(place)))
    : 0;
  const inText = after.map((place) => place - titleEnd);
  return { inTitle: inOrder(inTitle), inText: inOrder(inText) };
}

/**
 * The positions of a stem. Stems are letters and digits between quotes; labels have no positions, so no
 * colon follows them.
 */
function placesIn(vector: string, stem: string): string[] {
  const start = vector.indexOf(`'${stem}':`);
  if (start === -1) return [];
  PLACES.lastIndex = start + stem.length + 3;
  return PLACES.exec(vector)?.[0].split(',') ?? [];
}

function inOrder(numbers: readonly number[]): number[] {
  return numbers.toSorted((a, b) => a - b);
}
