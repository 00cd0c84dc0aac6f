import type { ReactNode } from 'react';
import { EARLIEST_DAY, today } from '#shared/core/days.ts';
import { CURRENCIES } from '#shared/core/money.ts';
import {
  PAYOUT_OUTCOMES,
  REFUSAL_REASONS,
  REPORTED_PAYOUT_OUTCOMES,
  type PayoutOutcome,
} from '#shared/evidence/payouts.ts';
import { PAYMENT_METHODS, type PaymentMethod } from '#shared/directory/platforms.ts';
import type { SigningState } from '#shared/evidence/attribution.ts';
import { usePage } from '#web/page-context.ts';
import { RedactionReview } from '#web/media/pictures/redaction-review.tsx';
import { SignField } from '#web/evidence/attribution/sign-field.tsx';
import { useField, useFilled, useRefused } from '#web/ui/field-state.ts';
import { Checkbox, Choice, Select, TextField } from '#web/ui/form.tsx';
import { PaymentMessageField } from './message-field.tsx';
import { PictureField } from './picture-field.tsx';

const RECEIVED_FIELDS = ['receivedOn', 'dateForgotten', 'afterReply'];
const REFUSED_FIELDS = ['refusedOn', 'refusal'];
const LESS_FIELDS = ['received', 'fee'];

/** Outcome and amounts; CSS shows only the fields of the chosen outcome. */
export function PayoutFields(props: {
  methods: readonly PaymentMethod[];
  published?: boolean;
  /** Platform of the edited payout: automatic redaction leaves its name readable. */
  platform?: string;
  /** The edited payout's current state. */
  state?: PayoutOutcome;
  /** How her other payouts there are signed. */
  others: SigningState | null;
}): ReactNode {
  const { t, now, viewer } = usePage();
  const words = t.payouts.report;
  const max = today(now);
  const waited = props.state === 'waiting' || props.state === 'given-up';
  const outcomes = waited ? PAYOUT_OUTCOMES : REPORTED_PAYOUT_OUTCOMES;
  const ordered = [
    ...props.methods,
    ...PAYMENT_METHODS.filter((one) => !props.methods.includes(one)),
  ];
  return (
    <>
      <RedactionReview />
      <Choice
        className="outcomes"
        name="outcome"
        label={words.outcome}
        options={outcomes.map((value) => ({ value, label: t.payouts.outcomes[value] }))}
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
        <Only outcome="received" names={RECEIVED_FIELDS}>
          <TextField
            name="receivedOn"
            label={words.receivedOn}
            type="date"
            min={EARLIEST_DAY}
            max={max}
          />
          <Checkbox name="dateForgotten" label={words.dateForgotten} />
          {props.state === undefined ? null : (
            <Checkbox name="afterReply" label={t.claims.mine.afterReply} />
          )}
        </Only>
        <Only outcome="refused" names={REFUSED_FIELDS}>
          <TextField
            name="refusedOn"
            label={words.refusedOn}
            type="date"
            min={EARLIEST_DAY}
            max={max}
          />
          <Select
            name="refusal"
            label={words.refusal}
            empty={words.refusalEmpty}
            options={REFUSAL_REASONS.map((value) => ({ value, label: t.claims.refusals[value] }))}
            optional
          />
        </Only>
        <PictureField published={props.published === true} keep={props.platform ?? ''} />
        <PaymentMessageField />
        <Checkbox name="solicited" label={words.solicited} />
        <SignField
          kind="payout"
          others={props.others}
          label={
            <>
              {words.sign({ pseudonym: viewer?.pseudonym ?? '' })}
              <small className="hint">{words.signHint}</small>
            </>
          }
        />
        <p className="seen">{words.seen}</p>
      </div>
    </>
  );
}

/** Fields of one outcome: hidden for others, unless refused as contradicting. */
function Only(props: {
  outcome: PayoutOutcome;
  names: readonly string[];
  children: ReactNode;
}): ReactNode {
  return (
    <div className={useOnly(props.outcome, props.names)} data-only={props.outcome}>
      {props.children}
    </div>
  );
}

function useOnly(outcome: PayoutOutcome, names: readonly string[]): string {
  const chosen = useField('outcome').value;
  const kept = useRefused(names) && chosen !== '' && chosen !== outcome;
  return `only ${outcome}${kept ? ' kept' : ''}`;
}

/** Collapsed: most payouts come in full without a fee. */
function Less(): ReactNode {
  const { t } = usePage();
  const words = t.payouts.report;
  const open = useFilled(LESS_FIELDS);
  return (
    <details className={useOnly('received', LESS_FIELDS)} data-only="received" open={open}>
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
