// Stems are letters and digits; labels have no places, so no colon follows them.
const STEM = /'([^']+)':([\dA,]+)/g;

/** Numbers of words, from 1; those of a text begin anew after its title. */
export type Places = { readonly inTitle: number[]; readonly inText: number[] };

/**
 * Where stems stand in a vector that the database wrote as text. Those of the title have the weight A
 * and come first: the last of them is where the text begins.
 */
export function placesOf(vector: string, stems: ReadonlySet<string>): Places {
  let titleEnd = 0;
  const inTitle: number[] = [];
  const after: number[] = [];
  for (const [, stem = '', places = ''] of vector.matchAll(STEM)) {
    const wanted = stems.has(stem);
    if (!wanted && !places.includes('A')) continue;
    for (const place of places.split(',')) {
      const number = Number.parseInt(place, 10);
      const isTitle = place.endsWith('A');
      if (isTitle) titleEnd = Math.max(titleEnd, number);
      if (wanted) (isTitle ? inTitle : after).push(number);
    }
  }
  const inText = after.map((place) => place - titleEnd);
  return { inTitle: inOrder(inTitle), inText: inOrder(inText) };
}

function inOrder(numbers: readonly number[]): number[] {
  return numbers.toSorted((a, b) => a - b);
}
