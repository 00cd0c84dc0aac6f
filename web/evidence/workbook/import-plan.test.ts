import { expect, test } from 'vitest';
import { workbookToJson } from '#shared/evidence/workbook-export.ts';
import { makeTaskEntry } from '#shared/evidence/workbook.testing.ts';
import type { WorkbookEntry } from '#shared/evidence/workbook.ts';
import { planTableImport, planFullImport } from './import-plan.ts';
import type { WorkbookStore } from './workbook-store.ts';

/** Importing a file again does not restore entries deleted by hand. */

const LINES = [
  ['Date', 'Plateforme', 'Tâche', 'Montant'],
  ['03/11/2026', 'Clickworker', 'Trier', '1,00'],
  ['04/11/2026', 'Clickworker', 'Décrire', '2,00'],
  ['05/11/2026', 'Clickworker', 'Transcrire', '3,00'],
];

const bookOf = (entries: readonly WorkbookEntry[]): WorkbookStore =>
  ({ all: () => Promise.resolve([...entries]) }) as unknown as WorkbookStore;

async function plan(entries: readonly WorkbookEntry[]) {
  const planned = await planTableImport(
    bookOf(entries),
    { lines: LINES, hasHeads: true },
    {
      mapping: ['day', 'platform', 'title', 'amount'],
      kind: 'task',
      platform: '',
      currency: 'EUR',
      today: '2026-11-20',
    },
    () => false,
  );
  if (planned === null) throw new Error('Nobody waits for it');
  return planned;
}

test('lines that she deleted stay deleted and are counted; undone with their import, they come', async () => {
  const [first, second] = (await plan([])).added;
  const mark = { kind: 'deleted', changedAt: 9, device: 'phone' } as const;
  const book: WorkbookEntry[] = [
    { ...mark, id: first?.id ?? '' },
    { ...mark, id: second?.id ?? '', undone: true },
  ];
  const { added, known, deleted } = await plan(book);
  expect(added.map((entry) => 'title' in entry && entry.title)).toEqual(['Décrire', 'Transcrire']);
  expect({ known, deleted }).toEqual({ known: 0, deleted: 1 });
});

test('a whole export brings back nothing that was deleted later, and says so', async () => {
  const kept = makeTaskEntry({ id: 'kept-entry', changedAt: 5 });
  const gone = makeTaskEntry({ id: 'gone-entry', changedAt: 5 });
  const book: WorkbookEntry[] = [
    kept,
    { kind: 'deleted', id: gone.id, changedAt: 6, device: 'phone' },
  ];
  expect(await planFullImport(bookOf(book), workbookToJson([kept, gone]))).toMatchObject({
    added: [],
    updated: [],
    known: 1,
    deleted: 1,
  });
});
