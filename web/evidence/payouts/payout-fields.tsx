import type { ReactNode } from 'react';
import { EARLIEST_DAY, today } from '#shared/core/days.ts';
import { CURRENCIES } from '#shared/core/money.ts';
import {
  PAYOUT_OUTCOMES,
  REFUSAL_REASONS,
  REPORTED_PAYOUT_OUTCOMES,
  type PayoutOutcome,
} from '#shared/evidence/payouts.ts';
import { PAYMENT_METHODS, type PaymentMethod } from '#shared/directory/payment-methods.ts';
import { usePage } from '#web/page-context.ts';
import { RedactionReview } from '#web/media/pictures/redaction-review.tsx';
import { Select, TextField } from '#web/ui/form.tsx';
import { MoreDetails } from './more-details.tsx';
import { OutcomeFields } from './outcome-fields.tsx';
import { OutcomeChoice } from './outcome-choice.tsx';
import { PictureField } from './picture-field.tsx';
import { PlatformField } from './platform-field.tsx';
import { AsLastTime, QuickDays, QuickMethods } from './quick-answers.tsx';

/** How many methods are offered as one tap. */
const QUICK_METHODS = 3;

/** The facts of a payout; CSS shows only the fields of the chosen outcome. */
export function PayoutFields(props: {
  methods: readonly PaymentMethod[];
  published?: boolean;
  /**
   * The platform of an edited payout, whose name is not redacted; a new payout has a field for it.
   */
  platform?: string;
  /** The current state of the edited payout. */
  state?: PayoutOutcome;
}): ReactNode {
  const { t, now } = usePage();
  const words = t.payouts.report;
  const max = today(now);
  const waited = props.state === 'waiting' || props.state === 'given-up';
  const ordered = [
    ...props.methods,
    ...PAYMENT_METHODS.filter((one) => !props.methods.includes(one)),
  ];
  const day = { type: 'date', min: EARLIEST_DAY, max } as const;
  return (
    <div className="payout-facts">
      <RedactionReview />
      <OutcomeChoice outcomes={waited ? PAYOUT_OUTCOMES : REPORTED_PAYOUT_OUTCOMES} />
      {props.platform === undefined ? (
        <>
          <PlatformField label={words.by} plain />
          <AsLastTime />
        </>
      ) : null}
      <div className="amount">
        <TextField name="expected" label={words.expected} inputMode="decimal" maxLength={20} />
        <Select
          name="currency"
          label={words.currency}
          options={CURRENCIES.map((value) => ({ value, label: value }))}
        />
        <Select
          name="method"
          label={words.method}
          empty={words.methodEmpty}
          options={ordered.map((value) => ({ value, label: t.platforms.methods[value] }))}
        />
      </div>
      <QuickMethods methods={ordered.slice(0, QUICK_METHODS)} />
      <div className="side-by-side">
        <div>
          <TextField name="askedOn" label={words.askedOn} {...day} />
          <QuickDays of="askedOn" label={words.askedOn} />
        </div>
        <OutcomeFields outcome="received" names={['receivedOn']}>
          <TextField name="receivedOn" label={words.receivedOn} {...day} />
          <QuickDays of="receivedOn" label={words.receivedOn} />
        </OutcomeFields>
        <OutcomeFields outcome="refused" names={['refusedOn']}>
          <TextField name="refusedOn" label={words.refusedOn} {...day} />
          <QuickDays of="refusedOn" label={words.refusedOn} />
        </OutcomeFields>
      </div>
      <OutcomeFields outcome="refused" names={['refusal']}>
        <Select
          name="refusal"
          label={words.refusal}
          empty={words.refusalEmpty}
          options={REFUSAL_REASONS.map((value) => ({ value, label: t.claims.refusals[value] }))}
          optional
        />
      </OutcomeFields>
      <PictureField
        label={words.screenshot}
        published={props.published === true}
        keep={props.platform ?? ''}
      />
      <InstallHint />
      <MoreDetails edited={props.state !== undefined} />
    </div>
  );
}

/** A hint to install the site, with its benefit; shown by the script where the browser offers to. */
function InstallHint(): ReactNode {
  const words = usePage().t.redaction.install;
  return (
    <p className="note" data-enhance="install" hidden>
      {words.say}{' '}
      <button type="button" className="quiet">
        {words.button}
      </button>
    </p>
  );
}
