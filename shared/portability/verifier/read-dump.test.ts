import { expect, test } from 'vitest';
import { commitRow } from '#shared/transparency-log/commitments.ts';
import { toDumpedSubject, type DumpedTable } from './read-dump.ts';

/** A column that came when its table had leaves already: they still hold, and its values are committed to. */

const BEFORE = { facts: ['id'], added: [], words: ['text'], author: [] };
const SINCE = { ...BEFORE, words: ['text', 'answer'], sparse: ['refusedOn', 'answer'] };
const TABLE: DumpedTable = { file: 'notes', name: 'note', id: ['id'], columns: BEFORE };
const ROW = { id: '3k9', text: 'Ten cents.', refusedOn: null, answer: null };

function commitmentOf(columns: DumpedTable['columns'], row: Readonly<Record<string, unknown>>) {
  const { content } = toDumpedSubject({ ...TABLE, columns }, row, () => false);
  return commitRow(3, 'salt', content, null);
}

test('a leaf from before the column commits to the row without a value in it', () => {
  expect(commitmentOf(SINCE, ROW)).toEqual(commitmentOf(BEFORE, ROW));
});

test.each([['refusedOn'], ['answer']])('a value of %s is committed to', (column) => {
  const given = commitmentOf(SINCE, { ...ROW, [column]: '2026-12-01' });
  expect(given.commitment).not.toBe(commitmentOf(SINCE, ROW).commitment);
  // Words can be left out of a dump: they have a commitment of their own.
  expect(given.words === commitmentOf(SINCE, ROW).words).toBe(column === 'refusedOn');
});
