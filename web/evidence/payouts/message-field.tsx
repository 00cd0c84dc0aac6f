import { useId, type ReactNode } from 'react';
import { usePage } from '#web/page-context.ts';

/**
 * A box in which a pasted payment message is read on the device, to fill in amount, day and method.
 * Hidden without a script. The textarea has no name: its text is never sent.
 */
export function PaymentMessageField(): ReactNode {
  const { t } = usePage();
  const id = useId();
  const { open, label, hint, ...words } = t.redaction.message;
  return (
    <details
      className="message"
      hidden
      data-enhance="payment-message"
      data-words={JSON.stringify({ ...words, offers: t.redaction.offers })}
    >
      <summary>{open}</summary>
      <div className="field">
        <label htmlFor={id}>
          {label} <span className="optional">{t.common.optional}</span>
        </label>
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
        <textarea id={id} rows={4} autoComplete="off" aria-describedby={`${id}-hint`} />
      </div>
      <p className="note" role="status" data-part="read" />
      <div data-part="offers" />
    </details>
  );
}
