import { expect, test } from 'vitest';
import { positionsOfStems } from './tsvector-positions.ts';

const stems = new Set(['paiement', 'pai']);

test.each([
  ['nothing where nothing fits', "'attent':3 'retard':1", [], []],
  ['each place of each stem, in order', "'pai':7,12 'paiement':9 'retard':1", [], [7, 9, 12]],
  ['the text counted anew after the last word of the title', "'pai':2A,9 'retard':4A,5", [2], [5]],
  ['no label, even one like a stem', "'#pai' '=thread' '@202611' '~paiement' 'pai':1", [], [1]],
  ['no stem that only holds one', "'paiements':1 'apai':2", [], []],
])('the places of stems are %s', (_, vector, inTitle, inText) => {
  expect(positionsOfStems(vector, stems)).toEqual({ inTitle, inText });
});
