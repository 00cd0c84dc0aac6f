import {
  PLATFORM_DECISION_RULES,
  type PlatformDecisionInput,
} from '#shared/directory/platform-decisions.ts';
import { AppError, fieldError } from '#server/core/errors.ts';

/**
 * Checks that a decision's rule fits its kind and that it changes something.
 * @throws AppError bad-input, or conflict when nothing would change.
 */
export function checkPlatformDecision(
  { kind, rule }: Pick<PlatformDecisionInput, 'kind' | 'rule'>,
  platform: { closed: boolean },
): void {
  const rules: readonly string[] = PLATFORM_DECISION_RULES[kind];
  if (!rules.includes(rule)) throw fieldError('rule', 'invalid');
  if (platform.closed === (kind === 'close-platform')) throw new AppError('conflict');
}
