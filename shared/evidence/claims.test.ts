import { describe, expect, test } from 'vitest';
import { formatClaimCode, parseClaimCode } from './claims.ts';

const ID = '3k9fx2ab77qm';

test('a code is the id in groups that can be read aloud', () => {
  expect(formatClaimCode(ID)).toBe('3K9F-X2AB-77QM');
});

describe('a code is understood however it is typed', () => {
  test.each<[string, string | null]>([
    ['3K9F-X2AB-77QM', ID],
    ['3k9fx2ab77qm', ID],
    [' 3k9f x2ab 77qm ', ID],
    ['3K9F–X2AB–77QM', ID],
    ['O1LI-x2ab-77qm', '0111x2ab77qm'],
    ['3K9F-X2AB-77Q', null],
    ['3K9F-X2AB-77QMM', null],
    ['3K9F-X2AB-77É!', null],
    ['', null],
  ])('%s', (typed, id) => {
    expect(parseClaimCode(typed)).toBe(id);
  });

  test.each([ID, '000000000000', 'zzzzzzzzzzzz'])('%s and back', (id) => {
    expect(parseClaimCode(formatClaimCode(id))).toBe(id);
  });
});
