import { describe, expect, test } from 'vitest';
import { AppError } from '#server/core/errors.ts';
import { looksLikeAccountId, clientNameFromId, parseExternalId, parseClientName } from './rules.ts';

function codeOf(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return error instanceof AppError ? error.fields?.['field']?.code : error;
  }
}

describe('what could be dialled is neither a name nor an id', () => {
  test.each([
    '0612345678',
    '06 12 34 56 78',
    '06.12.34.56.78',
    '+33612345678',
    '0033612345678',
    '(555) 123-4567',
    '5551234567',
    '+221 77 123 45 67',
    '12345678',
  ])('%s', (number) => {
    const code = /\s/.test(number) ? 'invalid' : 'names-person';
    expect(codeOf(() => parseExternalId(number, 'field'))).toBe(code);
    expect(codeOf(() => parseClientName(number, 'field'))).toBe('names-person');
  });

  test.each(['A2QX7BBD0EXAMP', '48213', '1234567', '5f3a9c0612345678aa', 'VH-2204', 'orbit-77'])(
    'the id %s could not',
    (id) => {
      expect(parseExternalId(id, 'field')).toBe(id);
    },
  );

  test('nor is an e-mail address an id', () => {
    expect(codeOf(() => parseExternalId('jeanne@example.org', 'field'))).toBe('names-person');
  });
});

test.each([
  ['A2QX7BBD0EXAMP', true],
  ['AQWERTYUIOPAS', true],
  ['5f3a9c0612345678aa', true],
  ['orbit-77', true],
  ['48213', true],
  ['jeanne.durand', false],
  ['JeanneDurand', false],
  ['ALICE', false],
  ['a1', false],
  ['Fabrique/7', false],
])('%s alone tells enough of an account: %s', (id, enough) => {
  expect(looksLikeAccountId(id)).toBe(enough);
});

test.each([
  ['A2QX7BBD0EXAMP', 4, 'Client A2QX…'],
  ['A2QX7BBD0EXAMP', 6, 'Client A2QX7B…'],
  ['4821', 4, 'Client 4821'],
])('%s is called after %d signs of it: %s', (id, shown, name) => {
  expect(clientNameFromId(id, shown)).toBe(name);
});
