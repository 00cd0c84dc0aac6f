import type { ReactNode } from 'react';
import type { SigningState } from '#shared/evidence/attribution.ts';
import type { MeterResponse } from '#shared/evidence/publication/meter-reading.ts';
import { SignField } from '#web/evidence/attribution/sign-field.tsx';
import { usePage } from '#web/page-context.ts';
import { useFormValues, useRefused } from '#web/ui/field-state.ts';
import { Checkbox } from '#web/ui/form.tsx';
import { useMeterOfTypedPlatform } from './meter-of-typed-platform.ts';
import { proofCrowdInWords } from './meter-text.ts';

/**
 * The combinations of facts that the picture can show. The script sets `data-reveals` to one of them,
 * and CSS shows the sentence for it.
 */
const PICTURE_FACTS = ['amount', 'month', 'amount month'] as const;
const SHOWN = ['showsAmount', 'showsMonth', 'signed', 'alike'];

/** Two cards of one size: nothing beside the outcome, or a proof that shows what she chooses. */
export function ProofChoiceField(props: {
  /** How the member's other payouts on the platform are signed. */
  others: SigningState | null;
  meter: MeterResponse | null;
}): ReactNode {
  const { t, viewer } = usePage();
  const words = t.payouts.openness;
  const kept = useRefused(SHOWN);
  const open = useFormValues()['openness'] === 'open' || kept;
  return (
    <fieldset className="field openness">
      <legend>{words.title}</legend>
      <div className="cards">
        <Card
          value="discreet"
          title={words.discreet}
          say={
            <>
              {words.discreetSay}
              {PICTURE_FACTS.map((facts) => (
                <span key={facts} data-picture={facts}>
                  {' '}
                  {words.discreetPicture[facts]}
                </span>
              ))}
            </>
          }
          chosen={!open}
        />
        <Card value="open" title={words.open} say={words.openSay} chosen={open} />
      </div>
      <div className={`shown-parts${kept ? ' kept' : ''}`} role="group" aria-label={words.openWhat}>
        <Checkbox
          name="showsAmount"
          label={
            <>
              {words.showsAmount}
              <Number shows="amount" meter={props.meter} />
            </>
          }
        />
        <Checkbox
          name="showsMonth"
          label={
            <>
              {words.showsMonth}
              <Number shows="month" meter={props.meter} />
            </>
          }
        />
        <SignField
          kind="payout"
          others={props.others}
          label={
            <>
              {viewer === null
                ? t.payouts.report.signNew
                : t.payouts.report.sign({ pseudonym: viewer.pseudonym })}
              <small className="hint">
                {words.signedSay} {t.payouts.report.signHint}
              </small>
            </>
          }
        />
      </div>
    </fieldset>
  );
}

function Card(props: {
  value: 'discreet' | 'open';
  title: string;
  say: ReactNode;
  chosen: boolean;
}): ReactNode {
  return (
    <label>
      <input type="radio" name="openness" value={props.value} defaultChecked={props.chosen} />
      <b>{props.title}</b>
      <small>{props.say}</small>
    </label>
  );
}

/** Shows how many people the platform would hesitate between if the proof shows this fact too. */
function Number(props: { shows: 'amount' | 'month'; meter: MeterResponse | null }): ReactNode {
  const { t, language } = usePage();
  const { shows } = props;
  const meter = useMeterOfTypedPlatform(props.meter);
  const choice = { amount: shows === 'amount', month: shows === 'month' };
  return (
    <small className="hint" data-shows={shows}>
      {proofCrowdInWords(useFormValues(), choice, meter, t.payouts.meter, language)}
    </small>
  );
}
