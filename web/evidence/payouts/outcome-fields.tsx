import type { ReactNode } from 'react';
import type { PayoutOutcome } from '#shared/evidence/payouts.ts';
import { useField, useRefused } from '#web/ui/field-state.ts';

/** Fields of one outcome of a payout: hidden for others, unless refused as contradicting. */
export function OutcomeFields(props: {
  outcome: PayoutOutcome;
  names: readonly string[];
  children: ReactNode;
}): ReactNode {
  const chosen = useField('outcome').value;
  const kept = useRefused(props.names) && chosen !== '' && chosen !== props.outcome;
  return (
    <div className={`only ${props.outcome}${kept ? ' kept' : ''}`} data-only={props.outcome}>
      {props.children}
    </div>
  );
}
