import { DECISION_RULES, type DecisionInput } from '#shared/governance/moderation.ts';
import { AppError, refuseField } from '#server/core/errors.ts';

/**
 * Whether a decision fits: its rule belongs to its kind, and it changes something.
 * @throws AppError bad-input, or conflict where the platform is so already.
 */
export function checkDecision(
  { kind, rule }: Pick<DecisionInput, 'kind' | 'rule'>,
  platform: { closed: boolean },
): void {
  const rules: readonly string[] = DECISION_RULES[kind];
  if (!rules.includes(rule)) throw refuseField('rule', 'invalid');
  if (platform.closed === (kind === 'close-platform')) throw new AppError('conflict');
}
