import { monthOf, today } from '#shared/core/days.ts';
import { MAX_REVIEW_TEXT_LENGTH } from '#shared/evidence/reviews.ts';
import type { SigningState } from '#shared/evidence/attribution.ts';
import { usePage } from '#web/page-context.ts';
import { ExactDetailsWarning } from '#web/evidence/attribution/exact-details-warning.tsx';
import { SignBox, SignField } from '#web/evidence/attribution/sign-field.tsx';
import { Checkbox, Select, TextArea } from '#web/ui/form.tsx';
import { monthOptionsUpTo } from './month-options.ts';

/** Fields of every review besides ratings: month, optional text, solicitation. */
export function ReviewFields(props: {
  month: string | undefined;
  rows: number;
  /**
   * How the member's other client reviews on the platform are signed; absent for platform reviews.
   */
  others?: SigningState | null;
}) {
  const { t, now, format } = usePage();
  const words = t.reviews.form;
  const months = monthOptionsUpTo(monthOf(today(now)), props.month);
  return (
    <>
      <Select
        name="experiencedMonth"
        label={words.experiencedMonth}
        hint={words.experiencedMonthHint}
        empty={words.chooseMonth}
        options={months.map((month) => ({ value: month, label: format.month(month) }))}
      />
      <TextArea
        optional
        name="text"
        label={words.text}
        hint={words.textHint}
        rows={props.rows}
        maxLength={MAX_REVIEW_TEXT_LENGTH}
      />
      <ExactDetailsWarning />
      <Checkbox
        name="solicited"
        label={
          <>
            {words.solicited} <span className="soft">{words.solicitedHint}</span>
          </>
        }
      />
      {props.others === undefined ? (
        <SignBox />
      ) : (
        <SignField kind="client-review" others={props.others} />
      )}
    </>
  );
}
