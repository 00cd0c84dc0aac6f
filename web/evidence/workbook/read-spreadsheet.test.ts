import { describe, expect, test } from 'vitest';
import { CURRENCIES, MAX_AMOUNT_MINOR } from '#shared/core/money.ts';
import { PAYMENT_METHODS } from '#shared/directory/payment-methods.ts';
import { LANGUAGES, type Language } from '#shared/core/languages.ts';
import { guessColumnMapping } from '#shared/evidence/workbook-columns.ts';
import {
  parseWorkbookJson,
  workbookToCsv,
  workbookToJson,
} from '#shared/evidence/workbook-export.ts';
import { createLineReader } from '#shared/evidence/workbook-import.ts';
import type { ImportedEntry } from '#shared/evidence/workbook-import-line.ts';
import {
  makePayoutEntry,
  makeSearchEntry,
  makeTaskEntry,
} from '#shared/evidence/workbook.testing.ts';
import type { WorkbookEntry } from '#shared/evidence/workbook.ts';
import { decodeSpreadsheetText, readSpreadsheetRows } from './read-spreadsheet.ts';

async function linesOf(text: string): Promise<string[][]> {
  const lines: string[][] = [];
  for await (const some of readSpreadsheetRows(text)) lines.push(...some);
  return lines;
}

describe('the text of a file', () => {
  const text = 'Réglé le;Montant\r\n03/11/2026;3,50 £\r\n';
  // Node 20 decodes 0x80 to 0x9f as Latin-1: a browser has the €.
  const windows = Uint8Array.from(text, (sign) => sign.charCodeAt(0));
  const unicode = new Uint8Array(
    new Uint16Array([0xfeff, ...[...text].map((sign) => sign.charCodeAt(0))]).buffer,
  );
  test.each<[string, Uint8Array<ArrayBuffer>]>([
    ['UTF-8', new TextEncoder().encode(text)],
    ['UTF-8 with its mark', new TextEncoder().encode(`\ufeff${text}`)],
    ['Windows-1252', windows],
    ['UTF-16', unicode],
  ])('is read from %s', async (_, bytes) => {
    expect(await linesOf(decodeSpreadsheetText(bytes))).toEqual([
      ['Réglé le', 'Montant'],
      ['03/11/2026', '3,50 £'],
    ]);
  });
});

describe('the lines of a table', () => {
  test.each<[string, string, string[][]]>([
    [
      'semicolons',
      'a;b\n1,5;2',
      [
        ['a', 'b'],
        ['1,5', '2'],
      ],
    ],
    [
      'commas',
      'a,b\r\n1.5,2\r\n',
      [
        ['a', 'b'],
        ['1.5', '2'],
      ],
    ],
    [
      'tabs, as pasted from a sheet',
      'a\tb\n1,5\t2',
      [
        ['a', 'b'],
        ['1,5', '2'],
      ],
    ],
    [
      'old line ends',
      'a;b\r1;2\r',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'quotes',
      '"a;\nb";"say ""x"""\n1;2',
      [
        ['a;\nb', 'say "x"'],
        ['1', '2'],
      ],
    ],
    [
      'a quote inside a word',
      'écran 27";b\n1;2',
      [
        ['écran 27"', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a quote that nobody closes',
      'a;b\n"x;1\ny;2',
      [
        ['a', 'b'],
        ['"x', '1'],
        ['y', '2'],
      ],
    ],
    ['lines of other lengths', 'a;b;c\n1\n1;2;3;4', [['a', 'b', 'c'], ['1'], ['1', '2', '3', '4']]],
    ['empty lines, which count', 'a;b\n\n1;2', [['a', 'b'], [''], ['1', '2']]],
    ['nothing', '', []],
  ])('%s', async (_, text, lines) => {
    expect(await linesOf(text)).toEqual(lines);
  });

  test('come whole where they are long, with line ends in their quotes', async () => {
    const lines = Array.from(
      { length: 600 },
      (_, index) => `${index};"${'é\n'.repeat(400)}${index}"`,
    );
    expect(await linesOf(lines.join('\n'))).toEqual(
      lines.map((_, index) => [`${index}`, `${'é\n'.repeat(400)}${index}`]),
    );
  });

  test('come whole and in order where there are thousands, and the page breathes between', async () => {
    const lines = Array.from({ length: 10_000 }, (_, index) => `${index};"é\n${index}"`);
    let breaths = 0;
    const read: string[][] = [];
    for await (const some of readSpreadsheetRows(lines.join('\n'))) {
      breaths += 1;
      read.push(...some);
    }
    expect(breaths).toBeGreaterThan(20);
    expect(read).toEqual(lines.map((_, index) => [`${index}`, `é\n${index}`]));
  });
});

/** Deterministic, so that failures are reproducible. */
function makeRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const SCRAPS = [
  'a',
  'é',
  ';',
  ',',
  '"',
  "'",
  '=',
  '+',
  '-',
  '@',
  '\n',
  '\t',
  ' ',
  '0',
  '€',
  '日',
  '1/2',
  '\u202f',
];

function makeEntries(seed: number, count: number): ImportedEntry[] {
  const below = makeRandom(seed);
  const pick = <Value>(values: readonly Value[]): Value => values[below(values.length)] as Value;
  const text = (): string =>
    Array.from({ length: below(8) }, () => pick(SCRAPS))
      .join('')
      .trim();
  const orNull = <Value>(value: Value): Value | null => (below(3) === 0 ? null : value);
  const day = (): string => `20${10 + below(16)}-0${1 + below(9)}-${10 + below(19)}`;
  const money = (): number => below(pick([10, 1_000, 100_000, MAX_AMOUNT_MINOR]));
  const hex = (): string => Array.from({ length: 32 }, () => below(16).toString(16)).join('');
  return Array.from({ length: count }, () => {
    const common = {
      id: hex(),
      platform: text() || 'Toluna',
      day: day(),
      note: text() || null,
      published: orNull({ id: 'abcdefgh1234', path: '/fr/preuves/abcdefgh1234' }),
    };
    const currency = pick(CURRENCIES);
    if (below(3) === 0) return makeSearchEntry({ ...common, seconds: below(100_000) });
    if (below(2) === 0) {
      return makePayoutEntry({
        ...common,
        currency,
        expectedMinor: money(),
        receivedMinor: orNull(money()),
        method: orNull(pick(PAYMENT_METHODS)),
        state: pick(['waiting', 'received', 'refused'] as const),
        settledOn: orNull(day()),
      });
    }
    return makeTaskEntry({
      ...common,
      currency,
      title: text(),
      client: text() || null,
      rewardMinor: money(),
      seconds: orNull(below(100_000)),
      counts: {
        paid: below(3),
        refusedWithReason: below(3),
        screenOuts: below(300),
        pending: below(2),
      },
    });
  });
}

async function readBack(csv: string): Promise<unknown[]> {
  const [heads = [], ...lines] = await linesOf(csv);
  const readLine = createLineReader(
    {
      mapping: guessColumnMapping(heads),
      kind: 'task',
      platform: '',
      currency: 'EUR',
      today: '2026-11-24',
    },
    heads,
    lines,
  );
  return lines.map((cells, index) => {
    const read = readLine(cells, index + 2);
    return read !== null && 'entry' in read ? read.entry : read;
  });
}

const byId = (one: { id: string }, other: { id: string }): number => (one.id < other.id ? -1 : 1);

describe('a book exported as a table', () => {
  const runs = LANGUAGES.flatMap((language) =>
    [1, 2, 3, 4, 5].map((seed) => [language, seed] as const),
  );
  test.each<readonly [Language, number]>(runs)(
    'in %s is read back as it was (%i)',
    async (language, seed) => {
      const entries = makeEntries(seed, 400);
      const read = (await readBack(workbookToCsv(entries, language))) as ImportedEntry[];
      // Time and device of a change differ by device.
      const expected = entries.map((entry) => ({ ...entry, changedAt: 0, device: '' }));
      expect(read.toSorted(byId)).toEqual(expected.toSorted(byId));
    },
  );

  test('opens in a French spreadsheet: mark, semicolons, decimal commas', () => {
    const csv = workbookToCsv([makeTaskEntry({ rewardMinor: 123_456, seconds: 3_725 })], 'fr');
    expect(csv.startsWith('\ufeffGenre;Jour;Plateforme;')).toBe(true);
    expect(csv).toContain('tâche;2026-11-03;Clickworker;');
    expect(csv).toContain(';1234,56;EUR;');
    expect(csv).toContain(';1:02:05;');
    expect(workbookToCsv([makeTaskEntry({ rewardMinor: 5 })], 'en')).toContain(';0.05;EUR;');
  });

  test('has no cell that a spreadsheet would run', async () => {
    for (const seed of [1, 2, 3]) {
      const cells = (await linesOf(workbookToCsv(makeEntries(seed, 400), 'fr'))).flat();
      expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    }
  });

  test('leaves out what was deleted', () => {
    const deleted: WorkbookEntry = { kind: 'deleted', id: 'x', changedAt: 1, device: 'phone' };
    expect(workbookToCsv([deleted], 'fr').split('\r\n')).toHaveLength(2);
  });
});

describe('a book exported as JSON', () => {
  test('is read back whole, also what was deleted', () => {
    const deleted: WorkbookEntry = {
      kind: 'deleted',
      id: 'f'.repeat(32),
      changedAt: 1,
      device: 'phone',
    };
    const entries = [...makeEntries(7, 500), deleted];
    const now = Math.max(...entries.map(({ changedAt }) => changedAt));
    expect(parseWorkbookJson(workbookToJson(entries), now)).toEqual({ entries, refused: 0 });
  });

  test.each([
    '',
    'a;b',
    '[]',
    '{"format":"other","version":1,"entries":[]}',
    '{"format":"contrenote-workbook","version":2,"entries":[]}',
  ])('%j is none', (text) => {
    expect(parseWorkbookJson(text, 0)).toBeNull();
  });

  test.each<[string, object]>([
    ['an amount below zero', { rewardMinor: -1 }],
    ['a day that is none', { day: '2026-02-30' }],
    ['a currency that is not listed', { currency: 'ZZZ' }],
    ['a link to another site', { published: { id: 'x', path: 'javascript:alert(1)' } }],
    ['an id that cannot be one', { id: '<b>' }],
  ])('with %s in an entry leaves that entry out', (_, wrong) => {
    const good = makeTaskEntry({ id: 'e'.repeat(32) });
    const text = workbookToJson([good, { ...good, ...wrong } as WorkbookEntry]);
    expect(parseWorkbookJson(text, good.changedAt)).toEqual({ entries: [good], refused: 1 });
  });

  test('of a clock that runs ahead does not win for ever', () => {
    const entry = makeTaskEntry({ id: 'e'.repeat(32), changedAt: 9_999 });
    expect(parseWorkbookJson(workbookToJson([entry]), 500)?.entries[0]?.changedAt).toBe(500);
  });
});
