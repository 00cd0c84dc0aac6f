import { WITHDRAW_PURPOSE } from '#shared/collective/pledge-messages.ts';
import {
  PLEDGE_PURPOSE,
  isMaybePledgedElsewhere,
  type PledgeCredential,
  type PledgeState,
} from '#web/collective/pledges/pledge-credential.ts';
import type { PledgeStatus } from '#web/collective/pledges/pledge-statuses.ts';
import { isUnsent } from './pledger-act-results.ts';

/**
 * The status that is shown once the boycott is on.
 * @param isListed whether the key is among the published pledges; null when they were not fetched.
 */
export function statusSinceStart(state: PledgeState, isListed: boolean | null): PledgeStatus {
  if (isListed === true) return 'found';
  if (state === 'late' || state === 'waiting' || state === 'unsigned') return 'too-late';
  if (state !== 'counted' && state !== 'kept') return 'none';
  return isListed === null ? 'offline' : 'missing';
}

/** The status that is shown while pledges are taken. */
export function statusWhilePledging(
  state: Exclude<PledgeState, 'getting'>,
  credential: PledgeCredential,
): PledgeStatus {
  const sent = { ready: 'ready', counted: 'sent', withdrawn: 'withdrawn' } as const;
  const not = { late: 'too-late', kept: 'kept', refused: 'invalid' } as const;
  if (isMaybePledgedElsewhere(credential)) return 'carried';
  if (state === 'unsigned') return 'cosign-queued';
  if (state === 'waiting') return isUnsent(credential, PLEDGE_PURPOSE) ? 'unsent' : 'waiting';
  if (state === 'withdrawing')
    return isUnsent(credential, WITHDRAW_PURPOSE) ? 'withdraw-unsent' : 'withdraw-waiting';
  return { ...sent, ...not }[state];
}
