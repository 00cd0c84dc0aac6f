import type { ReactNode } from 'react';
import type { PaymentMethod } from '#shared/directory/payment-methods.ts';
import { usePage } from '#web/page-context.ts';
import { useField } from '#web/ui/field-state.ts';

/** Answers that the script offers as one tap, of a field that stands above them. */
function QuickAnswers({ of, children }: { of: string; children: ReactNode }): ReactNode {
  return (
    <div className="choices quick" data-quick={of} hidden>
      {children}
    </div>
  );
}

/** The likeliest ways of being paid, where none is chosen yet. */
export function QuickMethods({ methods }: { methods: readonly PaymentMethod[] }): ReactNode {
  const { t } = usePage();
  const chosen = useField('method').value !== '';
  return chosen ? null : (
    <QuickAnswers of="method">
      {methods.map((value) => (
        <button
          key={value}
          type="button"
          value={value}
          aria-pressed="false"
          title={t.payouts.report.method}
        >
          {t.platforms.methods[value]}
        </button>
      ))}
    </QuickAnswers>
  );
}

/** Today and yesterday, by how many days they are back. */
export function QuickDays({ of, label }: { of: string; label: string }): ReactNode {
  const { today, yesterday } = usePage().t.payouts.report;
  return (
    <QuickAnswers of={of}>
      {[today, yesterday].map((said, back) => (
        <button key={said} type="button" data-back={back} aria-pressed="false" title={label}>
          {said}
        </button>
      ))}
    </QuickAnswers>
  );
}

/** Amount and method of the last payout that this device knows, which the script fills in. */
export function AsLastTime(): ReactNode {
  const { t } = usePage();
  return (
    <p data-part="last-time" hidden>
      <button type="button" className="button second small">
        {t.payouts.report.lastTime}
      </button>
    </p>
  );
}
