import type { ReactNode } from 'react';
import { today } from '#shared/days.ts';
import { CURRENCIES } from '#shared/money.ts';
import { EARLIEST_DAY, REPORTED_OUTCOMES } from '#shared/payouts.ts';
import { METHODS, type Method } from '#shared/platforms.ts';
import { usePage } from '#web/context.ts';
import { Checkbox, Choice, Select, TextField, useField } from '#web/ui/form.tsx';
import { PictureField } from './picture-field.tsx';

/** What happened and how much: only the fields of the chosen outcome show, without a script. */
export function PayoutFields(props: {
  methods: readonly Method[];
  published?: boolean;
}): ReactNode {
  const { t, now, viewer } = usePage();
  const words = t.payouts.report;
  const max = today(now);
  const ordered = [...props.methods, ...METHODS.filter((one) => !props.methods.includes(one))];
  return (
    <>
      <Choice
        className="outcomes"
        name="outcome"
        label={words.outcome}
        options={REPORTED_OUTCOMES.map((value) => ({ value, label: t.payouts.outcomes[value] }))}
      />
      <div className="then">
        <div className="amount">
          <TextField name="expected" label={words.expected} inputMode="decimal" maxLength={20} />
          <Select
            name="currency"
            label={words.currency}
            options={CURRENCIES.map((value) => ({ value, label: value }))}
          />
        </div>
        <Less />
        <Select
          name="method"
          label={words.method}
          empty={words.methodEmpty}
          options={ordered.map((value) => ({ value, label: t.platforms.methods[value] }))}
        />
        <TextField name="askedOn" label={words.askedOn} type="date" min={EARLIEST_DAY} max={max} />
        <Checkbox name="dueByItself" label={words.dueByItself} />
        <div className="only received" data-only="received">
          <TextField
            name="receivedOn"
            label={words.receivedOn}
            type="date"
            min={EARLIEST_DAY}
            max={max}
          />
        </div>
        <div className="only refused" data-only="refused">
          <TextField
            name="refusedOn"
            label={words.refusedOn}
            type="date"
            min={EARLIEST_DAY}
            max={max}
          />
        </div>
        <PictureField published={props.published === true} />
        <Checkbox name="solicited" label={words.solicited} />
        <Checkbox
          name="signed"
          label={
            <>
              {words.sign(viewer?.pseudonym ?? '')}
              <small className="hint">{words.signHint}</small>
            </>
          }
        />
        <p className="seen">{words.seen}</p>
      </div>
    </>
  );
}

/** Folded away: most pay-outs come whole and without a fee. */
function Less(): ReactNode {
  const { t } = usePage();
  const words = t.payouts.report;
  const received = useField('received');
  const fee = useField('fee');
  const open = [received, fee].some(({ value, issue }) => value !== '' || issue !== null);
  return (
    <details className="only received" data-only="received" open={open}>
      <summary>{words.less}</summary>
      <div className="side-by-side">
        <TextField
          name="received"
          label={words.received}
          hint={words.receivedHint}
          inputMode="decimal"
          maxLength={20}
          optional
        />
        <TextField name="fee" label={words.fee} inputMode="decimal" maxLength={20} optional />
      </div>
    </details>
  );
}
