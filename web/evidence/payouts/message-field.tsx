import type { ReactNode } from 'react';
import { MAX_PAYMENT_MESSAGE_LENGTH } from '#shared/evidence/redact-payment-message.ts';
import { usePage } from '#web/page-context.ts';
import { useField } from '#web/ui/field-state.ts';
import { TextArea } from '#web/ui/form.tsx';

/** A field for a pasted mobile-money message, redacted on the device and again by the server. */
export function PaymentMessageField({ keep }: { keep?: string }): ReactNode {
  const { t } = usePage();
  const { value, issue } = useField('message');
  const words = t.redaction.message;
  return (
    <details
      className="message"
      open={value !== '' || issue !== null}
      data-enhance="redact-message"
      data-words={JSON.stringify({ covered: words.covered, offers: t.redaction.offers })}
      data-keep={keep}
    >
      <summary>{words.open}</summary>
      <TextArea
        optional
        name="message"
        label={words.label}
        hint={words.hint}
        rows={4}
        maxLength={MAX_PAYMENT_MESSAGE_LENGTH}
      />
      <p className="note" role="status" data-part="covered" />
      <div data-part="offers" />
    </details>
  );
}
