import { useId, type ReactNode } from 'react';
import { SLIP_DETAILS } from '#shared/evidence/publication/meter.ts';
import type { MeterResponse } from '#shared/evidence/publication/meter-reading.ts';
import { usePage } from '#web/page-context.ts';
import { useFormValues } from '#web/ui/field-state.ts';
import { Checkbox, Choice } from '#web/ui/form.tsx';
import { useMeterOfTypedPlatform } from './meter-of-typed-platform.ts';
import { changeInWords, type ToldReport } from './edited-report-meter.ts';
import { levelOf, meterInWords } from './meter-text.ts';
import { OutcomeFields } from './outcome-fields.tsx';

/**
 * Shows how many people could have written the report; the script keeps it up to date. Without a script
 * the number is for the page's platform, if it has one. For an edited report it shows what a change
 * discloses in addition.
 */
export function MeterField(props: {
  meter: MeterResponse | null;
  /** What the edited report discloses so far; absent for a new one. */
  told?: ToldReport;
}): ReactNode {
  const id = useId();
  const meter = useMeterOfTypedPlatform(props.meter);
  const { t, language } = usePage();
  const words = t.payouts.meter;
  const typed = useFormValues();
  const { told } = props;
  const change =
    meter === null || told === undefined
      ? null
      : changeInWords(typed, told, meter, words, language);
  const sentences =
    meter === null
      ? [words.plain]
      : (change?.sentences ?? meterInWords(typed, meter, words, language));
  const level = change === null ? levelOf(typed, meter) : change.level;
  return (
    <section className="meter-place" aria-labelledby={id}>
      <h2 id={id}>{words.title}</h2>
      <div
        className="meter"
        data-part="meter"
        data-level={level ?? undefined}
        data-words={JSON.stringify(words)}
        data-meter={meter === null ? undefined : JSON.stringify(meter)}
        data-told={told === undefined ? undefined : JSON.stringify(told)}
      >
        <CrowdSign />
        <div role="status" data-part="sentences">
          {sentences.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      </div>
      {told === undefined ? <Ways /> : null}
    </section>
  );
}

/** Options that raise the number of people: hide the detail, or wait longer. */
function Ways(): ReactNode {
  const { t } = usePage();
  const words = t.payouts.ways;
  const { detail = '', later = '' } = useFormValues();
  return (
    <details className="ways" open={detail === 'amount' || detail === 'none' || later !== ''}>
      <summary>{words.title}</summary>
      <OutcomeFields outcome="received" names={['detail']}>
        <Choice
          name="detail"
          label={words.detail}
          options={SLIP_DETAILS.map((value) => ({ value, label: words.details[value] }))}
        />
      </OutcomeFields>
      <Checkbox name="later" label={words.later} />
    </details>
  );
}

const ROWS = [8, 7];

/** Fifteen people, in two rows. */
function CrowdSign(): ReactNode {
  return (
    <svg viewBox="0 0 92 44" width="92" height="44" aria-hidden="true">
      {ROWS.flatMap((count, row) =>
        Array.from({ length: count }, (_, nth) => (
          <path
            key={`${row} ${nth}`}
            transform={`translate(${row * 5.75 + nth * 11.5} ${row * 22})`}
            d="M2.1 7a3.6 3.6 0 1 0 7.2 0a3.6 3.6 0 1 0-7.2 0M.7 20a5 6.5 0 0 1 10 0z"
          />
        )),
      )}
    </svg>
  );
}
