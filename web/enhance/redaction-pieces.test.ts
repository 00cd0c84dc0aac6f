import { describe, expect, test } from 'vitest';
import type { OcrWord } from '#shared/media/ocr-words.ts';
import type { Box } from '#shared/media/box.ts';
import type { BarJitter } from '#shared/media/cover-bars.ts';
import type { BoxWithBar } from '#shared/media/find-covers-of-picture.ts';
import type { Cover } from '#shared/media/redaction.ts';
import {
  factsOf,
  isPersonalPiece,
  linesOfPieces,
  readPieces,
  unreadPieces,
  visiblePieces,
  withChoices,
  type Piece,
} from './redaction-pieces.ts';

/** What she shows and covers survives a reading; nothing is shown that she did not choose. */

const WHOLE = { top: 0, bottom: 400 };
const box = (left: number, top: number, width = 60, height = 20): Box => ({
  left,
  top,
  width,
  height,
});
const JITTER: BarJitter = { ends: [0], rises: [0] };
const word = (text: string, at: Box): OcrWord & BoxWithBar => ({ text, box: at, bar: at, line: 0 });
const cover = (kind: Cover['kind'], at: Box): Cover & BoxWithBar => ({
  kind,
  box: at,
  bar: at,
  text: kind,
  offered: kind === 'amount' || kind === 'month',
});
const show = (pieces: readonly Piece[], ...kinds: Piece['kind'][]): Piece[] =>
  pieces.map((piece) => (kinds.includes(piece.kind) ? { ...piece, covered: false } : piece));
const open = (pieces: readonly Piece[]): string[] =>
  visiblePieces(pieces, WHOLE).map(({ kind }) => kind);

const PAYPAL = word('PayPal', box(10, 10));
const NAME = cover('name', box(10, 40, 120));
const AMOUNT = cover('amount', box(10, 80));
const CENTS = cover('cents', box(72, 80, 30));
const MONTH = cover('month', box(10, 120));
const SAMPLE: Piece = {
  kind: 'word',
  box: box(0, 0),
  bar: box(0, 0),
  text: '',
  offered: false,
  covered: false,
};
const READ = readPieces({
  harmless: [PAYPAL, word('€', box(110, 80))],
  covers: [NAME, AMOUNT, CENTS, MONTH],
  patches: [{ box: box(10, 160), bar: box(0, 160, 300) }],
});

describe('at first', () => {
  test('a picture without text is covered whole, another one by its patches', () => {
    const size = { width: 300, height: 400 };
    expect(unreadPieces([], size, JITTER)).toMatchObject([{ box: { left: 0, top: 0, ...size } }]);
    const pieces = unreadPieces([box(0, 50), box(0, 10)], size, JITTER);
    expect(pieces.map((piece) => [piece.box.top, piece.covered])).toEqual([
      [10, true],
      [50, true],
    ]);
  });

  test('a picture that was read shows harmless words alone', () => {
    expect(open(READ)).toEqual(['harmless']);
    expect(READ.map(({ kind }) => kind)).toEqual([
      'harmless',
      'name',
      'amount',
      'cents',
      'month',
      'unread',
    ]);
  });
});

describe('a reading that comes after choices', () => {
  test('keeps what was shown of the same kind, and covers drawn by hand', () => {
    const drawn: Piece = {
      kind: 'drawn',
      box: box(200, 200),
      bar: box(200, 200),
      text: '',
      offered: true,
      covered: true,
    };
    const again = withChoices(READ, [...show(READ, 'name'), drawn]);
    expect(open(again)).toEqual(['harmless', 'name']);
    expect(again).toContain(drawn);
  });

  test('covers again what turns out to be one of her words', () => {
    const found = readPieces({
      harmless: [PAYPAL],
      covers: [{ ...NAME, kind: 'own' }],
      patches: [],
    });
    expect(open(withChoices(found, show(READ, 'name')))).toEqual(['harmless']);
  });

  test('of a row that was shown unread, shows amount and month and covers the rest', () => {
    const size = { width: 300, height: 300 };
    const rows = show(unreadPieces([box(0, 0, 300, 300)], size, JITTER), 'unread');
    expect(open(withChoices(READ, rows))).toEqual(['harmless', 'amount', 'month', 'unread']);
  });

  test('keeps a harmless word covered that she covered', () => {
    const before = READ.map((piece) => ({ ...piece, covered: true }));
    expect(open(withChoices(READ, before))).toEqual([]);
  });
});

describe('what readers see', () => {
  test('is nothing under a drawn cover, nor outside the rows that are kept', () => {
    const shown = show(READ, 'name', 'month');
    const hidden = box(0, 30, 200, 40);
    const drawn: Piece = { ...SAMPLE, kind: 'drawn', box: hidden, bar: hidden, covered: true };
    expect(open([...shown, drawn])).toEqual(['harmless', 'month']);
    const kept = visiblePieces(shown, { top: 35, bottom: 110 });
    expect(kept.map(({ kind }) => kind)).toEqual(['name']);
  });

  test.each([
    [['name', 'time'], []],
    [['amount'], ['amount']],
    [['cents'], ['amount']],
    [['day'], ['month']],
    [['service'], ['method']],
    [['unread'], ['amount', 'month', 'method']],
  ] as const)('%j tells %j', (kinds, facts) => {
    expect(factsOf(kinds.map((kind) => ({ ...SAMPLE, kind })))).toEqual(facts);
  });
});

test('pieces of one line stand together, from the left', () => {
  const pieces = [box(200, 12), box(10, 10), box(100, 8, 60, 26), box(10, 50)].map((at) => ({
    ...SAMPLE,
    box: at,
  }));
  expect(linesOfPieces(pieces).map((line) => line.map((piece) => piece.box.left))).toEqual([
    [10, 100, 200],
    [10],
  ]);
});

test.each([
  ['name', true],
  ['own', true],
  ['iban', true],
  ['word', false],
  ['amount', false],
  ['unread', false],
] as const)('%s is recognised as personal: %s', (kind, personal) => {
  expect(isPersonalPiece({ ...SAMPLE, kind })).toBe(personal);
});
