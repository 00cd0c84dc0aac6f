import { describe, expect, test } from 'vitest';
import { formatPayoutCode, parsePayoutCode } from './claims.ts';

const ID = '3k9fx2ab77qm';

test('a code is the id in groups that can be read aloud', () => {
  expect(formatPayoutCode(ID)).toBe('3K9F-X2AB-77QM');
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
    expect(parsePayoutCode(typed)).toBe(id);
  });

  test.each([ID, '000000000000', 'zzzzzzzzzzzz'])('%s and back', (id) => {
    expect(parsePayoutCode(formatPayoutCode(id))).toBe(id);
  });
});
