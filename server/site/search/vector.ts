const PLACES = /[\dA,]+/y;
const IN_TITLE = /(\d+)A/g;

/** Numbers of words, from 1; those of a text begin anew after its title. */
export type Places = { readonly inTitle: number[]; readonly inText: number[] };

/**
 * Where stems stand in a vector that the database wrote as text. Those of the title have the weight A
 * and come first: the last of them is where the text begins.
 */
export function placesOf(vector: string, stems: ReadonlySet<string>): Places {
  const inTitle: number[] = [];
  const after: number[] = [];
  for (const stem of stems) {
    for (const place of placesIn(vector, stem)) {
      (place.endsWith('A') ? inTitle : after).push(Number.parseInt(place, 10));
    }
  }
  // Stems are in small letters: most vectors are of posts without a title, and have no A.
  const titleEnd = vector.includes('A')
    ? Math.max(0, ...Array.from(vector.matchAll(IN_TITLE), ([, place]) => Number(place)))
    : 0;
  const inText = after.map((place) => place - titleEnd);
  return { inTitle: inOrder(inTitle), inText: inOrder(inText) };
}

/** Stems are letters and digits, between quotes; labels have no places, so no colon follows them. */
function placesIn(vector: string, stem: string): string[] {
  const start = vector.indexOf(`'${stem}':`);
  if (start === -1) return [];
  PLACES.lastIndex = start + stem.length + 3;
  return PLACES.exec(vector)?.[0].split(',') ?? [];
}

function inOrder(numbers: readonly number[]): number[] {
  return numbers.toSorted((a, b) => a - b);
}
