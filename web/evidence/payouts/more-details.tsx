import type { ReactNode } from 'react';
import { usePage } from '#web/page-context.ts';
import { useFormValues, useRefused } from '#web/ui/field-state.ts';
import { Checkbox, TextField } from '#web/ui/form.tsx';
import { PaymentMessageField } from './message-field.tsx';
import { OutcomeFields } from './outcome-fields.tsx';

const RECEIVED_FIELDS = ['received', 'dateForgotten', 'afterReply'];
const FIELDS = [...RECEIVED_FIELDS, 'dueByItself', 'solicited'];
const EMPTY = new Set<string | undefined>([undefined, '', 'false']);

/** Fields that few payouts need, collapsed; open when one is filled or was refused. */
export function MoreDetails(props: {
  /** The payout is already published, and edited here. */
  edited: boolean;
}): ReactNode {
  const { t } = usePage();
  const words = t.payouts.report;
  const values = useFormValues();
  const refused = useRefused(FIELDS);
  const open = refused || FIELDS.some((name) => !EMPTY.has(values[name]));
  return (
    <details className="more" open={open}>
      <summary>{words.more}</summary>
      <OutcomeFields outcome="received" names={RECEIVED_FIELDS}>
        <Checkbox name="dateForgotten" label={words.dateForgotten} />
        <TextField
          name="received"
          label={words.received}
          hint={words.receivedHint}
          inputMode="decimal"
          maxLength={20}
          optional
        />
        {props.edited ? <Checkbox name="afterReply" label={t.claims.mine.afterReply} /> : null}
      </OutcomeFields>
      <Checkbox name="dueByItself" label={words.dueByItself} />
      <PaymentMessageField />
      <Checkbox name="solicited" label={words.solicited} />
    </details>
  );
}
