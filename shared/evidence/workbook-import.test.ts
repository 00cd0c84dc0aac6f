import { describe, expect, test } from 'vitest';
import {
  guessDelimiter,
  guessMappingFromValues,
  guessColumnMapping,
  looksLikeHeaderRow,
} from './workbook-columns.ts';
import { createLineReader, guessEntryKind, type ParsedLine } from './workbook-import.ts';
import type { ImportChoices } from './workbook-import-line.ts';

const CHOICES = { platform: 'Toluna', currency: 'EUR', today: '2026-11-24' } as const;

/** Reads a table with a header line; unspecified options are guessed. */
function read(
  heads: string[],
  lines: string[][],
  choices: Partial<ImportChoices> = {},
): (ParsedLine | null)[] {
  const mapping = guessColumnMapping(heads);
  const all = { ...CHOICES, mapping, kind: guessEntryKind(mapping), ...choices };
  const readLine = createLineReader(all, heads, lines);
  return lines.map((cells, index) => readLine(cells, index + 2));
}

function entryOf(heads: string[], line: string[], choices: Partial<ImportChoices> = {}): unknown {
  const [result] = read(heads, [line], choices);
  return result !== null && result !== undefined && 'entry' in result ? result.entry : result;
}

describe('guessMapping', () => {
  test.each<[string, (string | null)[]]>([
    [
      'Date;Plateforme;Tâche;Gain;Temps passé;Statut',
      ['day', 'platform', 'title', 'total', 'time', 'status'],
    ],
    [
      'Jour;Site;Intitulé de la mission;Rémunération (€);Durée (min);Remarques',
      ['day', 'platform', 'title', 'amount', 'time', 'note'],
    ],
    [
      'Date;HIT;Requester;Reward;Time;Status',
      ['day', 'title', 'client', 'amount', 'time', 'status'],
    ],
    [
      'Demandé le;Plateforme;Montant;Reçu le;Montant reçu;Moyen de paiement',
      ['day', 'platform', 'amount', 'settledOn', 'received', 'method'],
    ],
    [
      'Study;Researcher;Pay;Approved;Rejected',
      ['title', 'client', 'amount', 'paid', 'refusedWithoutReason'],
    ],
    [
      'Date;Date de paiement;Total;Devise;Nombre',
      ['day', 'settledOn', 'total', 'currency', 'runs'],
    ],
    ['Couleur;;Météo', [null, null, null]],
  ])('%s', (heads, mapping) => {
    expect(guessColumnMapping(heads.split(';'))).toEqual(mapping);
  });

  test.each([
    [
      ['03/11/2026', 'Toluna', 'Avis sur un café', '0,35 €', '4 min', 'payé'],
      ['day', 'platform', 'title', 'amount', 'time', 'status'],
    ],
    [
      ['11/24/2026', '0.35', '', '12'],
      ['day', 'amount', null, null],
    ],
  ])('where no head tells, the values do: %j', (cells, mapping) => {
    expect(guessMappingFromValues(cells)).toEqual(mapping);
  });

  test.each([
    [['Date', 'Montant'], true],
    [['03/11/2026', 'Toluna', '0,35'], false],
    [['Toluna', '€ 0,35'], false],
    [['', ''], false],
  ])('%j names columns: %s', (cells, heads) => {
    expect(looksLikeHeaderRow(cells)).toBe(heads);
  });
});

describe('guessDelimiter', () => {
  test.each([
    ['a;b\n1,5;2,5\n', ';'],
    ['a,b\n1.5,2.5\n', ','],
    ['a\tb\n1,5\t2,5\n', '\t'],
    ['a;b\n"x, y, z";1\n', ';'],
    ['"un; deux",b\n"x; y",1\n', ','],
    ['Titre\nseul\n', ';'],
    ['a;b\r\n1;\r\n', ';'],
  ])('%j', (text, delimiter) => {
    expect(guessDelimiter(text)).toBe(delimiter);
  });
});

describe('a line', () => {
  test('becomes a task', () => {
    expect(
      entryOf(
        ['Date', 'Plateforme', 'Tâche', 'Client', 'Montant', 'Temps', 'Statut', 'Note'],
        ['03/11/2026', 'Clickworker', 'Photo', 'Acme', '0,35 €', '1 h 20', 'payé', 'bien'],
      ),
    ).toEqual({
      kind: 'task',
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      changedAt: 0,
      device: '',
      platform: 'Clickworker',
      day: '2026-11-03',
      note: 'bien',
      published: null,
      title: 'Photo',
      client: 'Acme',
      rewardMinor: 35,
      currency: 'EUR',
      counts: {
        paid: 1,
        refusedWithReason: 0,
        refusedWithoutReason: 0,
        screenOuts: 0,
        broken: 0,
        abandoned: 0,
        pending: 0,
      },
      seconds: 4800,
    });
  });

  test.each([
    ['1 h 20', 'Temps', 4800],
    ['1:20:00', 'Temps', 4800],
    ['80 min', 'Temps', 4800],
    ['45 s', 'Temps', 45],
    ['80', 'Temps', 4800],
    ['80', 'Durée (s)', 80],
    ['1,5', 'Temps en heures', 5400],
    ['', 'Temps', null],
  ])('of %j under %j took %s seconds', (time, head, seconds) => {
    expect(entryOf(['Jour', 'Tâche', 'Montant', head], ['03/11/26', 'x', '1', time])).toMatchObject(
      { seconds },
    );
  });

  test('becomes a payout; with no day asked, the day it came', () => {
    expect(
      entryOf(
        ['Plateforme', 'Montant demandé', 'Reçu', 'Reçu le', 'Moyen'],
        ['Toluna', '10', '9,60', '12/11/2026', 'PayPal'],
      ),
    ).toMatchObject({
      kind: 'payout',
      expectedMinor: 1000,
      receivedMinor: 960,
      state: 'received',
      day: '2026-11-12',
      settledOn: '2026-11-12',
      method: 'paypal',
    });
  });

  test.each<[string[], string[], string]>([
    [['Date', 'Montant', 'Reçu le'], ['03/11/2026', '10', ''], 'waiting'],
    [['Date', 'Montant', 'Reçu le'], ['03/11/2026', '10', '05/11/2026'], 'received'],
    [['Date', 'Montant', 'Moyen'], ['03/11/2026', '10', ''], 'received'],
    [['Date', 'Montant', 'Statut', 'Moyen'], ['03/11/2026', '10', 'en attente', ''], 'waiting'],
  ])('under %j, %j is %s', (heads, line, state) => {
    expect(entryOf(heads, line)).toMatchObject({ kind: 'payout', state });
  });

  test('becomes time spent searching', () => {
    expect(entryOf(['Type', 'Date', 'Temps'], ['recherche', '03/11/2026', '20'])).toMatchObject({
      kind: 'search',
      seconds: 1200,
      platform: 'Toluna',
    });
  });

  test.each<[string, string[], string[], object]>([
    [
      'a number of runs at a price each',
      ['Date', 'Tâche', 'Prix', 'Nombre'],
      ['03/11/2026', 'x', '0,03', '100'],
      { rewardMinor: 3, counts: { paid: 100 } },
    ],
    [
      'a sum that its runs part evenly',
      ['Date', 'Tâche', 'Total', 'Nombre'],
      ['03/11/2026', 'x', '3,00', '100'],
      { rewardMinor: 3, counts: { paid: 100 } },
    ],
    [
      'a sum that they do not part evenly stays whole',
      ['Date', 'Tâche', 'Total', 'Nombre', 'Note'],
      ['03/11/2026', 'x', '3,01', '100', 'bien'],
      { rewardMinor: 301, counts: { paid: 1 }, note: 'bien · × 100' },
    ],
    [
      'columns that count how runs ended',
      ['Date', 'Tâche', 'Prix', 'Payées', 'Refusées', 'En attente'],
      ['03/11/2026', 'x', '0,03', '90', '7', ''],
      { rewardMinor: 3, counts: { paid: 90, refusedWithoutReason: 7, pending: 0 } },
    ],
    [
      'a status for all runs',
      ['Date', 'Tâche', 'Prix', 'Nombre', 'Statut'],
      ['03/11/2026', 'x', '0,03', '4', 'pending'],
      { counts: { paid: 0, pending: 4 } },
    ],
    [
      'a currency in its own column',
      ['Date', 'Tâche', 'Prix', 'Devise'],
      ['03/11/2026', 'x', '$3', 'CAD'],
      { currency: 'CAD', rewardMinor: 300 },
    ],
    [
      'text that a spreadsheet would run',
      ['Date', 'Tâche', 'Prix'],
      ['03/11/2026', "'=1+1", '3'],
      { title: '=1+1' },
    ],
  ])('%s', (_, heads, line, entry) => {
    expect(entryOf(heads, line)).toMatchObject(entry);
  });

  test('that is empty is passed over', () => {
    expect(read(['Date', 'Montant'], [['', ' ']])).toEqual([null]);
  });

  const HEADS = ['Date', 'Plateforme', 'Tâche', 'Montant', 'Devise', 'Temps', 'Statut', 'Nombre'];
  test.each<[string, string, number, string]>([
    ['not-a-day', '31/02/2026;Toluna;x;1;;;;', 0, '31/02/2026'],
    ['in-the-future', '25/11/2026;Toluna;x;1;;;;', 0, '25/11/2026'],
    ['too-early', '25/11/1999;Toluna;x;1;;;;', 0, '25/11/1999'],
    ['required', ';Toluna;x;1;;;;', 0, ''],
    ['required', '03/11/2026;Toluna;x;;;;;', 3, ''],
    ['not-an-amount', '03/11/2026;Toluna;x;beaucoup;;;;', 3, 'beaucoup'],
    ['too-precise', '03/11/2026;Toluna;x;0,0351;;;;', 3, '0,0351'],
    ['too-big', '03/11/2026;Toluna;x;99999999;;;;', 3, '99999999'],
    ['unknown-currency', '03/11/2026;Toluna;x;1;zlotys;;;', 4, 'zlotys'],
    ['not-a-duration', '03/11/2026;Toluna;x;1;;longtemps;;', 5, 'longtemps'],
    ['too-big', '03/11/2026;Toluna;x;1;;9999 h;;', 5, '9999 h'],
    ['unknown-status', '03/11/2026;Toluna;x;1;;;bleu;', 6, 'bleu'],
    ['not-a-count', '03/11/2026;Toluna;x;1;;;;trois', 7, 'trois'],
    ['too-big', '03/11/2026;Toluna;x;1;;;;999999', 7, '999999'],
    ['too-long', `03/11/2026;Toluna;${'x'.repeat(201)};1;;;;`, 2, 'x'.repeat(201)],
  ])('is refused as %s: %s', (code, line, column, value) => {
    const [result] = read(HEADS, [line.split(';')]);
    expect(result).toMatchObject({ refusal: { line: 2, code, column, value } });
  });

  test('without a platform is refused where she named none for all', () => {
    const [result] = read(['Date', 'Montant'], [['03/11/2026', '1']], { platform: ' ' });
    expect(result).toMatchObject({
      refusal: { field: 'platform', code: 'required', column: null },
    });
  });

  test('of totals at the foot is refused, not counted', () => {
    const [, foot] = read(
      ['Date', 'Tâche', 'Montant'],
      [
        ['03/11/2026', 'x', '1'],
        ['Total', '', '1'],
      ],
    );
    expect(foot).toMatchObject({ refusal: { line: 3, code: 'not-a-day' } });
  });
});

describe('ids', () => {
  const heads = ['Date', 'Tâche', 'Montant', 'Id'];
  const ids = (lines: string[][]): string[] =>
    read(heads, lines).map((one) => (one !== null && 'entry' in one ? one.entry.id : ''));

  test('are the same for the same file, and others for lines that say the same twice', () => {
    const lines = [
      ['03/11/2026', 'x', '1', ''],
      ['03/11/2026', 'x', '1', ''],
      ['03/11/2026', 'y', '1', ''],
    ];
    expect(new Set(ids(lines)).size).toBe(3);
    expect(ids(lines)).toEqual(ids(lines));
    // Lines appended do not change earlier ids.
    expect(ids([...lines, ['04/11/2026', 'x', '1', '']]).slice(0, 3)).toEqual(ids(lines));
  });

  test('of an export are kept; of another tool they are not taken for ours', () => {
    const own = 'f'.repeat(32);
    expect(ids([['03/11/2026', 'x', '1', own]])).toEqual([own]);
    expect(ids([['03/11/2026', 'x', '1', '12345678']])[0]).toMatch(/^[0-9a-f]{32}$/);
  });

  test('of ten thousand lines that differ by one sign are all different', () => {
    const lines = Array.from({ length: 10_000 }, (_, index) => [
      '03/11/2026',
      `x${index}`,
      '1',
      '',
    ]);
    expect(new Set(ids(lines)).size).toBe(10_000);
  });
});
