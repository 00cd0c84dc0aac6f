import { describe, expect, test } from 'vitest';
import type { OcrWord } from './ocr-words.ts';
import { findBoxesToCover, findCovers, findUnreadPatches, type CoverOptions } from './redaction.ts';

/** Lines of a picture as OCR reads them; two spaces or more are a gap between columns. */
function read(...lines: string[]): OcrWord[] {
  return lines.flatMap((line, number) =>
    [...line.matchAll(/\S+/g)].map((match) => ({
      text: match[0],
      box: {
        left: 20 + match.index * 10,
        top: 20 + number * 60,
        width: match[0].length * 10,
        height: 16,
      },
      line: number,
    })),
  );
}

const covered = (words: OcrWord[], options?: CoverOptions) =>
  findCovers(words, options).map(({ kind, text }) => [kind, text]);

describe('covers', () => {
  test('labels, states and currencies stay, all other words are covered', () => {
    expect(covered(read('Payment received', 'Statut : terminé', 'Total EUR', 'xylanth_q'))).toEqual(
      [['word', 'xylanth_q']],
    );
  });

  test('an amount is one piece, its decimals another; a month with its year', () => {
    expect(findCovers(read('1 234,56 €', '12 mai 2026'))).toMatchObject([
      { kind: 'amount', text: '1 234,', offered: true },
      { kind: 'cents', text: '56', offered: false },
      { kind: 'word', text: ' €', offered: false },
      { kind: 'day', text: '12', offered: false },
      { kind: 'month', text: ' mai 2026', offered: true },
    ]);
  });

  test('the name of the platform stays, with one letter misread too', () => {
    const keep = ['Microtally'];
    expect(covered(read('Microtally', 'Microtaliy', 'Minotaur'), { keep })).toEqual([
      ['word', 'Minotaur'],
    ]);
  });

  test('payment services and banks are pieces of their own, with a look-alike misread too', () => {
    const lines = ['PayPal', 'reçu par Payoneer', 'Orange Money', 'Société Générale', 'PayPa1,'];
    const found = findCovers(read(...lines, 'Wise')).filter(({ kind }) => kind === 'service');
    expect(found.map(({ text, offered }) => [text, offered])).toEqual([
      ['PayPal', true],
      ['Payoneer', true],
      ['Orange Money', true],
      ['Société Générale', true],
      ['PayPa1', true],
      ['Wise', true],
    ]);
  });

  test('in a phrase with something covered only the words of a state and the platform stay', () => {
    const keep = ['Microtally'];
    expect(covered(read('montant quorblat'), { keep })).toEqual([
      ['word', 'montant'],
      ['word', 'quorblat'],
    ]);
    expect(covered(read('Paiement reçu Quorblat'), { keep })).toEqual([['word', 'Quorblat']]);
    expect(covered(read('Microtally Quorblat'), { keep })).toEqual([['word', 'Quorblat']]);
  });

  test('a state of two words stays, though one of them alone is covered', () => {
    const states = ['on hold', 'En route', 'À payer', 'En camino', 'В пути', 'К выплате'];
    expect(covered(read(...states))).toEqual([]);
    expect(covered(read('Hold', 'Route', 'Payer', 'Camino', 'Пути'))).toEqual([
      ['word', 'Hold'],
      ['word', 'Route'],
      ['word', 'Payer'],
      ['word', 'Camino'],
    ]);
  });

  test('a state read with a slip stays beside what is covered', () => {
    expect(covered(read('quorblat Conclufdo', 'quorblat rernboursé'))).toEqual([
      ['word', 'quorblat'],
      ['word', 'quorblat'],
    ]);
  });

  test('a state that is broken over two lines stays whole', () => {
    const line = ({ box, ...word }: OcrWord) => ({ ...word, box: { ...box, top: box.top / 2 } });
    const words = read('quorblat : Payment', 'received').map(line);
    expect(covered(words)).toEqual([['word', 'quorblat']]);
  });

  test('the platform stays beside a handle at the other end of its line', () => {
    const words = read('Microtally            @camille.lm');
    expect(covered(words, { keep: ['Microtally'] })).toEqual([['word', '@camille.lm']]);
  });

  test('a short word before a state, or parted from it by a dash or a colon, may be a name', () => {
    expect(
      covered(read('Do – Pending', 'An: pending', 'Le Pending', 'An', 'A', 'Pending')),
    ).toEqual([
      ['word', 'Do'],
      ['word', 'An:'],
      ['word', 'Le'],
      ['word', 'An'],
      ['word', 'A'],
    ]);
    expect(covered(read('En cours', 'In attesa', 'Non payé', 'Em análise'))).toEqual([]);
    expect(covered(read('Montant Do'))).toContainEqual(['word', 'Do']);
    expect(covered(read('Montant de la taxe', 'Payment Not Received'))).toEqual([]);
  });

  test('a service that is the platform itself stays', () => {
    expect(covered(read('PayPal'), { keep: ['PayPal'] })).toEqual([]);
  });

  test('a service with the name of a person or a town is covered where it may be one', () => {
    expect(covered(read('Robert Wise', 'Wise ROBERT', 'robert wise', '84100 Orange'))).toEqual([
      ['name', 'Robert Wise'],
      ['name', 'Wise ROBERT'],
      ['word', 'robert'],
      ['word', 'wise'],
      ['address', '84100 Orange'],
    ]);
    expect(covered(read('Orange', 'Western', 'Momo'))).toEqual([
      ['word', 'Orange'],
      ['word', 'Western'],
      ['word', 'Momo'],
    ]);
  });

  test('her own words are covered even where they are labels', () => {
    const words = read('Details', 'Compte', '06 12 34 56 78');
    expect(covered(words, { ownWords: ['détails', '+33 6 12 34 56 78'] })).toEqual(
      [
        ['own', 'Details'],
        ['phone', '06 12 34 56 78'],
      ].filter(([kind]) => kind !== 'own' || true),
    );
  });

  test('particles of a name and words between two covered ones are covered', () => {
    expect(covered(read('awa de la tour', 'grace payment hope', 'Le montant total'))).toEqual([
      ['word', 'awa'],
      ['word', 'de'],
      ['word', 'la'],
      ['word', 'tour'],
      ['word', 'grace'],
      ['word', 'payment'],
      ['word', 'hope'],
    ]);
  });

  test('the state of a payment stays beside names', () => {
    expect(covered(read('awa En cours diop', 'awa Rejected diop', 'awa Montant diop'))).toEqual([
      ['word', 'awa'],
      ['word', 'diop'],
      ['word', 'awa'],
      ['word', 'diop'],
      ['word', 'awa'],
      ['word', 'Montant'],
      ['word', 'diop'],
    ]);
  });

  test('a reading that OCR doubts is not taken for a label', () => {
    const words = read('Total').map((word) => ({ ...word, confidence: 20 }));
    expect(covered(words)).toEqual([['word', 'Total']]);
  });
});

describe('readings in doubt', () => {
  test('a short word on its own, which is often misread script, is covered', () => {
    expect(covered(read('un', 'un compte', 'de', 'MTN'), { keep: ['MTN'] })).toEqual([
      ['word', 'un'],
      ['word', 'de'],
    ]);
  });

  test('noise that was read as an amount is not offered', () => {
    const words = read('£1').map((word) => ({ ...word, confidence: 13 }));
    expect(findCovers(words)).toMatchObject([{ kind: 'word', offered: false }]);
  });
});

describe('findings by kind before width', () => {
  test('a VAT number above an IBAN hides none of it', () => {
    const words = read('TVA FR12 345678901', 'FR14 2004 1010 0505 0001 3M02 606').map((word) => ({
      ...word,
      box: { ...word.box, top: word.line === 0 ? 20 : 40 },
    }));
    const ibans = findBoxesToCover(words).filter(({ kind }) => kind === 'iban');
    expect(ibans).toHaveLength(1);
    expect(ibans[0]?.box.width).toBeGreaterThan(320);
  });
});

describe('unread patches', () => {
  const [width, height] = [400, 200];
  /** White paper with rows of upright strokes, as letters have, from `left` to `right`. */
  const paper = (...lines: { left: number; right: number; top: number }[]): Uint8Array => {
    const grey = new Uint8Array(width * height).fill(255);
    for (const { left, right, top } of lines) {
      for (let y = top; y < top + 14; y += 1) {
        for (let x = left; x < right; x += 5) grey.fill(0, y * width + x, y * width + x + 2);
      }
    }
    return grey;
  };

  test('a line without a reading gets a box, one that was read none', () => {
    const grey = paper({ left: 40, right: 140, top: 30 }, { left: 40, right: 140, top: 100 });
    const box = { left: 40, top: 100, width: 100, height: 14 };
    const patches = findUnreadPatches(grey, width, height, [{ text: 'Total', box, line: 0 }]);
    expect(patches).toHaveLength(1);
    expect(patches[0]?.left).toBeLessThanOrEqual(40);
    expect(patches[0]?.top).toBeLessThanOrEqual(30);
    expect((patches[0]?.left ?? 0) + (patches[0]?.width ?? 0)).toBeGreaterThanOrEqual(138);
    expect((patches[0]?.top ?? 0) + (patches[0]?.height ?? 0)).toBeGreaterThanOrEqual(44);
  });

  test('the rest of a word whose box is too tight gets one, that of a label none', () => {
    const grey = paper({ left: 40, right: 140, top: 30 });
    const box = { left: 50, top: 30, width: 90, height: 14 };
    const [rest, ...more] = findUnreadPatches(grey, width, height, [
      { text: 'Quorb', box, line: 0 },
    ]);
    expect(more).toEqual([]);
    expect(rest?.left).toBeLessThanOrEqual(40);
    const label = { left: 43, top: 30, width: 97, height: 14 };
    expect(
      findUnreadPatches(grey, width, height, [{ text: 'Montant', box: label, line: 0 }]),
    ).toEqual([]);
  });

  test('the rest of a short word gets none where the word stays readable', () => {
    const grey = paper({ left: 43, right: 63, top: 30 });
    const word = {
      text: 'En',
      box: { left: 46, top: 30, width: 17, height: 14 },
      line: 0,
      confidence: 90,
    };
    expect(findUnreadPatches(grey, width, height, [word])).not.toEqual([]);
    expect(findUnreadPatches(grey, width, height, [word], { readable: [word] })).toEqual([]);
  });

  test('no box grows over a word that stays readable', () => {
    const lines = Array.from({ length: 6 }, (_, index) => 20 + 14 * index);
    const grey = paper(...lines.map((top) => ({ left: top < 60 ? 160 : 40, right: 380, top })), {
      left: 40,
      right: 130,
      top: 32,
    });
    const box = { left: 40, top: 32, width: 90, height: 14 };
    const patches = findUnreadPatches(grey, width, height, [{ text: 'Montant', box, line: 0 }]);
    expect(patches).not.toEqual([]);
    const over = patches.filter(
      ({ left, top, width: wide, height: high }) =>
        left < 130 && left + wide > 40 && top < 46 && top + high > 32,
    );
    expect(over).toEqual([]);
  });

  test('a line that runs down the picture gets a box', () => {
    const grey = paper();
    for (let y = 40; y < 160; y += 5) {
      for (let line = 0; line < 2; line += 1) {
        grey.fill(0, (y + line) * width + 60, (y + line) * width + 74);
      }
    }
    const patches = findUnreadPatches(grey, width, height, []);
    const down = patches.reduce((sum, patch) => sum + patch.height, 0);
    expect(down).toBeGreaterThanOrEqual(112);
  });

  test('no box on blank paper, a rule or a filled shape', () => {
    const grey = paper();
    grey.fill(0, 50 * width, 52 * width);
    for (let y = 80; y < 120; y += 1) grey.fill(90, y * width + 30, y * width + 330);
    expect(findUnreadPatches(grey, width, height, [])).toEqual([]);
  });
});
