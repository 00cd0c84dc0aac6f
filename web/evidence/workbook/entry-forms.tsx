import type { ReactNode } from 'react';
import { CURRENCIES } from '#shared/core/money.ts';
import { EARLIEST_DAY } from '#shared/core/days.ts';
import { REPORTED_PAYOUT_OUTCOMES } from '#shared/evidence/payouts.ts';
import { PAYMENT_METHODS } from '#shared/directory/payment-methods.ts';
import { TASK_RUN_ENDS } from '#shared/evidence/tasks.ts';
import { usePage } from '#web/page-context.ts';
import { Select, TextArea, TextField } from '#web/ui/form.tsx';

/**
 * Id of the datalist with the workbook's own platforms; the server is not asked for suggestions.
 */
export const PLATFORMS_DATALIST_ID = 'workbook-platforms';
const MAX_NAME = 200;
const MAX_NOTE = 2_000;

/** The forms of the three kinds of entries, cloned by the script into its dialog. */
export function EntryForms() {
  const { t } = usePage();
  const words = t.workbook.form;
  return (
    <>
      <EntryForm kind="task" title={words.task}>
        <TextField name="title" label={words.title} maxLength={MAX_NAME} optional />
        <TextField name="client" label={words.client} maxLength={MAX_NAME} optional />
        <AmountField name="reward" label={words.reward} />
        <TextField name="day" label={words.day} type="date" min={EARLIEST_DAY} />
        <TextField name="time" label={words.time} hint={words.timeHint} maxLength={40} optional />
        <fieldset className="field counts">
          <legend>{words.counts}</legend>
          {TASK_RUN_ENDS.map((end) => (
            <label key={end}>
              <span>{t.workbook.counts[end][1]}</span>
              <input name={end} type="number" min="0" max="100000" step="1" inputMode="numeric" />
            </label>
          ))}
        </fieldset>
      </EntryForm>
      <EntryForm kind="payout" title={words.payout}>
        <Select
          name="state"
          label={words.state}
          options={REPORTED_PAYOUT_OUTCOMES.map((value) => ({
            value,
            label: t.payouts.outcomes[value],
          }))}
        />
        <AmountField name="expected" label={words.expected} />
        <TextField name="received" label={words.received} inputMode="decimal" optional />
        <Select
          name="method"
          label={words.method}
          empty={words.methodEmpty}
          options={PAYMENT_METHODS.map((value) => ({ value, label: t.platforms.methods[value] }))}
          optional
        />
        <TextField name="day" label={words.askedOn} type="date" min={EARLIEST_DAY} />
        <TextField
          name="settledOn"
          label={words.settledOn}
          type="date"
          min={EARLIEST_DAY}
          optional
        />
      </EntryForm>
      <EntryForm kind="search" title={words.search}>
        <TextField name="day" label={words.day} type="date" min={EARLIEST_DAY} />
        <TextField name="time" label={words.time} hint={words.timeHint} maxLength={40} />
      </EntryForm>
    </>
  );
}

// method="dialog": should the script fail, no data may end up in an address.
function EntryForm(props: { kind: string; title: string; children: ReactNode }) {
  const { t } = usePage();
  const words = t.workbook.form;
  return (
    <template data-form={props.kind}>
      <form method="dialog" className="form">
        <h2>{props.title}</h2>
        <div data-part="notice" />
        <TextField
          name="platform"
          label={words.platform}
          maxLength={MAX_NAME}
          list={PLATFORMS_DATALIST_ID}
        />
        {props.children}
        <TextArea name="note" label={words.note} rows={2} maxLength={MAX_NOTE} optional />
        <p className="issue" role="alert" data-part="issue" hidden />
        <p className="acts">
          <button type="submit" className="button">
            {words.save}
          </button>
          <button type="button" className="quiet" data-part="cancel">
            {words.cancel}
          </button>
          <button type="button" className="quiet" data-part="remove">
            {words.remove}
          </button>
        </p>
      </form>
    </template>
  );
}

/** An amount with its currency. */
export function AmountField(props: { name: string; label: string }) {
  const { t } = usePage();
  return (
    <div className="amount">
      <TextField name={props.name} label={props.label} inputMode="decimal" maxLength={20} />
      <Select
        name="currency"
        label={t.workbook.form.currency}
        options={CURRENCIES.map((value) => ({ value, label: value }))}
      />
    </div>
  );
}
