import {
  DEBATE_HOURS,
  BOYCOTT_DURATION_DAYS,
  PLEDGE_HOURS,
  type BoycottInput,
} from '#shared/collective/boycotts.ts';
import type { FieldIssues } from '#shared/core/errors.ts';

/** Finds the errors of a proposal across fields: the target and the durations. */
export function findProposalErrors(input: BoycottInput): FieldIssues {
  const { pace, target, client, task } = input;
  const has = (allowed: readonly number[], hours: number): boolean => allowed.includes(hours);
  return {
    ...(target === 'client' && client === undefined ? { client: { code: 'required' } } : {}),
    ...(target === 'task' && task === undefined ? { task: { code: 'required' } } : {}),
    ...(has(DEBATE_HOURS[pace], input.debateHours) ? {} : { debateHours: { code: 'invalid' } }),
    ...(has(PLEDGE_HOURS[pace], input.pledgeHours) ? {} : { pledgeHours: { code: 'invalid' } }),
    ...(has(BOYCOTT_DURATION_DAYS, input.onDays) ? {} : { onDays: { code: 'invalid' } }),
  };
}
