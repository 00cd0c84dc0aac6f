import { expect, test } from 'vitest';
import { createPreparedStatementNames } from './prepared-statement-names.ts';

test('a text that comes again gets one name of its own, short enough for the database', () => {
  const nameOf = createPreparedStatementNames();
  const names = ['SELECT 1', 'SELECT 2'].map((text) => [1, 2, 3, 4].map(() => nameOf(text)));
  for (const [first, second, third, fourth] of names) {
    expect([first, second]).toEqual(['', '']);
    expect(third).toMatch(/^[\w-]{1,63}$/);
    expect(fourth).toBe(third);
  }
  expect(names[0]?.[2]).not.toBe(names[1]?.[2]);
});

test('texts that come once do not drive out those that come again', () => {
  const nameOf = createPreparedStatementNames();
  for (let index = 0; index < 10_000; index += 1) {
    nameOf('SELECT now()');
    expect(nameOf(`SELECT ${index}`)).toBe('');
  }
  expect(nameOf('SELECT now()')).not.toBe('');
});
