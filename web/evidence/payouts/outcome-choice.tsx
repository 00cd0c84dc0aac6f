import { useId, type ReactNode } from 'react';
import type { PayoutOutcome } from '#shared/evidence/payouts.ts';
import { usePage } from '#web/page-context.ts';
import { useAutoFocus, useField } from '#web/ui/field-state.ts';

/** Strokes in a square of 24: a tick, a clock, a barred circle, a cross. */
const SIGNS: Readonly<Record<PayoutOutcome, string>> = {
  received: 'M4.5 12.5 10 18 19.5 6.5',
  waiting: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M12 7v5l3.5 2.5',
  refused: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M6.5 17.5l11-11',
  'given-up': 'M6 6l12 12M18 6 6 18',
};

/** The choice of a payout's outcome: large radio buttons side by side. */
export function OutcomeChoice({ outcomes }: { outcomes: readonly PayoutOutcome[] }): ReactNode {
  const id = useId();
  const { t } = usePage();
  const { value, issue } = useField('outcome');
  const atHand = useAutoFocus('outcome', t.payouts.report.outcome, id);
  return (
    <fieldset
      id={id}
      className="field outcomes"
      aria-describedby={issue === null ? undefined : `${id}-issue`}
    >
      <legend className="hidden-visually">{t.payouts.report.outcome}</legend>
      <div className="options">
        {outcomes.map((outcome, index) => (
          <label key={outcome}>
            <input
              type="radio"
              name="outcome"
              value={outcome}
              defaultChecked={value === outcome}
              {...(index === 0 ? atHand : {})}
            />
            <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
              <path d={SIGNS[outcome]} />
            </svg>
            <span>{t.payouts.outcomes[outcome]}</span>
          </label>
        ))}
      </div>
      {issue === null ? null : (
        <p className="issue" id={`${id}-issue`}>
          {issue}
        </p>
      )}
    </fieldset>
  );
}
