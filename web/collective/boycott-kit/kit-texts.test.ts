import { expect, test } from 'vitest';
import {
  checkInsOf,
  decidingVoteOf,
  eligibleOf,
  secondsToRead,
  shortAddress,
  shorten,
} from './kit-texts.ts';

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
  const checkIns = [
    { day: 1, held: 9, couldNot: 1 },
    { day: 2, held: 8, couldNot: 0 },
  ];
  const on = { pledged: 12, onFrom: '2026-11-20T18:00:00Z', onDays: 7, endedOn: null };
  const at = (day: string) => new Date(`${day}T12:00:00Z`);
  // Twelve who pledged, in three days of seven so far; then in all seven.
  const answers = { held: 17, couldNot: 1 };
  expect(checkInsOf({ ...on, checkIns }, at('2026-11-22'))).toEqual({ ...answers, possible: 36 });
  expect(checkInsOf({ ...on, checkIns }, at('2026-12-22'))).toEqual({ ...answers, possible: 84 });
  const early = { ...on, endedOn: '2026-11-21', checkIns };
  expect(checkInsOf(early, at('2026-12-22')).possible).toBe(24);
  const before = { ...on, onFrom: null, pledged: null, checkIns: [] };
  const none = { held: 0, couldNot: 0, possible: 0 };
  expect(checkInsOf(before, at('2026-12-22'))).toEqual(none);
});

test('an outcome has its votes, voters and who could vote; one that nobody voted on has none', () => {
  const closing = {
    id: 'aaaaaaaaaaaa',
    kind: 'closing' as const,
    values: [],
    offer: null,
    openedAt: '2026-11-25T12:00:00Z',
    closesAt: '2026-11-27T12:00:00Z',
    result: 'won',
    counts: [
      { value: 'won', votes: 4 },
      { value: 'lost', votes: 2 },
    ],
  };
  const ended = { ballots: [closing], outcome: 'won' as const, pledged: 12 };
  expect(decidingVoteOf(ended)).toEqual({ votes: 4, voters: 6, pledged: 12 });
  expect(decidingVoteOf({ ...ended, outcome: 'lost' })).toBeNull();
  expect(decidingVoteOf({ ...ended, ballots: [] })).toBeNull();
});

test('a short address has no scheme', () => {
  expect(shortAddress('https://contrenote.example/fr/boycotts/1')).toBe(
    'contrenote.example/fr/boycotts/1',
  );
});
