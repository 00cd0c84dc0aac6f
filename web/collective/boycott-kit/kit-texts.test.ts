import { expect, test } from 'vitest';
import { checkInsOf, eligibleOf, secondsToRead, shorten } from './kit-texts.ts';

test.each([
  ['Dix centimes. Et une raison.', 80, 'Dix centimes. Et une raison.'],
  ['Dix centimes au moins. Et une raison écrite pour chaque refus.', 30, 'Dix centimes au moins.'],
  ['Oui. Une raison écrite pour chaque refus', 20, 'Oui. Une raison…'],
  ['deux\n\nlignes', 80, 'deux lignes'],
  ['unseulmottropllong', 6, 'u…'],
])('shortens %j to %i characters', (text, most, short) => {
  expect(shorten(text, most)).toBe(short);
});

test('reading 200 words takes a minute', () => {
  expect(secondsToRead(['mot '.repeat(200)])).toBe(60);
  expect(secondsToRead(['mot '.repeat(201)])).toBe(70);
  expect(secondsToRead([''])).toBe(10);
});

test('shares have their denominators', () => {
  expect(eligibleOf({ eligible: { established: 40, fresh: 12 } })).toBe(52);
  expect(eligibleOf({ eligible: null })).toBeNull();
  const days = [
    { day: 1, held: 9, couldNot: 1 },
    { day: 2, held: 8, couldNot: 0 },
  ];
  expect(checkInsOf({ checkIns: days })).toEqual({ held: 17, of: 18 });
  expect(checkInsOf({ checkIns: [] })).toEqual({ held: 0, of: 0 });
});
