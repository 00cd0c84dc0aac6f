import { describe, expect, test } from 'vitest';
import type { OcrWord } from '#shared/media/ocr-words.ts';
import { findCovers } from '#shared/media/redaction.ts';
import { PAYMENT_STATES } from './wild/states.ts';

/** The state of a payment stays readable in the words of many sites, beside an amount too. */

const read = (line: string): OcrWord[] =>
  [...line.matchAll(/\S+/g)].map(({ 0: text, index }) => ({
    text,
    box: { left: 20 + index * 10, top: 20, width: text.length * 10, height: 16 },
    line: 0,
  }));

/** What is covered on a line of its own, or after an amount that is covered anyway. */
const coveredOf = (state: string): string[] => [
  ...findCovers(read(state)).map(({ text }) => text),
  ...findCovers(read(`12,00 € · ${state}`))
    .filter(({ box }) => box.left > 100)
    .map(({ text }) => text),
];

/** One of their words is a name or a town, or tells more of a balance than of a payment. */
const COVERED: ReadonlySet<string> = new Set(
  'Clos|Nuevo|Новая|جديد|Prête|Lancé|Gelée|Libéré|Success|Late|Neu|Bozza|ناجح|Funds available|No disponible|Ya puedes retirar|Disponível|Nicht verfügbar|Non disponibile'.split(
    '|',
  ),
);

describe('states of a payment', () => {
  test.each(Object.entries(PAYMENT_STATES))('in %s stay readable', (_, states) => {
    const covered = states.filter((state) => coveredOf(state).length > 0);
    expect(covered).toEqual(states.filter((state) => COVERED.has(state)));
  });
});
