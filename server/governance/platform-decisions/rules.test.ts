import { describe, expect, test } from 'vitest';
import { AppError } from '#server/core/errors.ts';
import type { PlatformDecisionInput } from '#shared/directory/platform-decisions.ts';
import { checkPlatformDecision } from './rules.ts';

function outcome(decision: PlatformDecisionInput, closed: boolean): string {
  try {
    checkPlatformDecision(decision, { closed });
    return 'fits';
  } catch (error) {
    return error instanceof AppError ? error.code : 'unexpected';
  }
}

describe('a decision on a platform', () => {
  test.each<[PlatformDecisionInput['kind'], PlatformDecisionInput['rule'], boolean, string]>([
    ['close-platform', 'announced', false, 'fits'],
    ['close-platform', 'unreachable', false, 'fits'],
    ['close-platform', 'merged', false, 'fits'],
    ['close-platform', 'open-again', false, 'bad-input'],
    ['close-platform', 'announced', true, 'conflict'],
    ['reopen-platform', 'open-again', true, 'fits'],
    ['reopen-platform', 'closed-by-mistake', true, 'fits'],
    ['reopen-platform', 'merged', true, 'bad-input'],
    ['reopen-platform', 'open-again', false, 'conflict'],
  ])('%s by %s, closed before: %s → %s', (kind, rule, closed, expected) => {
    expect(outcome({ kind, rule, reason: 'Because.' }, closed)).toBe(expected);
  });
});
