import type { ReactNode } from 'react';
import { monthOf, today } from '#shared/days.ts';
import { CRITERIA, MAX_REVIEW_TEXT_LENGTH, type OwnReview } from '#shared/reviews.ts';
import { usePage } from '#web/context.ts';
import { formatMonth } from '#web/format.ts';
import { Checkbox, Form, Select, Submit, TextArea } from '#web/ui/form.tsx';
import { MarkRow } from './mark-row.tsx';
import { monthsUpTo } from './months.ts';

/** Five marks, a month, a text if wished; filled in with the member's review where there is one. */
export function ReviewForm(props: {
  slug: string;
  idempotencyKey: string;
  own: OwnReview | null;
}): ReactNode {
  const { t, now, language, viewer } = usePage();
  const words = t.reviews.form;
  const months = monthsUpTo(monthOf(today(now)), props.own?.experiencedMonth);
  return (
    <Form
      name="review"
      action={`/api/platforms/${props.slug}/review`}
      idempotencyKey={props.idempotencyKey}
      initial={props.own === null ? {} : valuesOf(props.own)}
    >
      {CRITERIA.map((criterion) => (
        <MarkRow key={criterion} criterion={criterion} words={t.reviews.criteria[criterion]} />
      ))}
      <Select
        name="experiencedMonth"
        label={words.experiencedMonth}
        hint={words.experiencedMonthHint}
        empty={words.chooseMonth}
        options={months.map((month) => ({ value: month, label: formatMonth(month, language) }))}
      />
      <TextArea
        optional
        name="text"
        label={words.text}
        hint={words.textHint}
        rows={6}
        maxLength={MAX_REVIEW_TEXT_LENGTH}
      />
      <Checkbox
        name="solicited"
        label={
          <>
            {words.solicited} <span className="soft">{words.solicitedHint}</span>
          </>
        }
      />
      <Checkbox name="signed" label={words.signed(viewer?.pseudonym ?? '…')} />
      <Submit label={props.own === null ? words.submit : words.edit} />
    </Form>
  );
}

function valuesOf(own: OwnReview): Record<string, string> {
  const marks = CRITERIA.map((criterion) => [criterion, String(own.criteria[criterion])]);
  return {
    ...Object.fromEntries(marks),
    experiencedMonth: own.experiencedMonth,
    text: own.text ?? '',
    solicited: String(own.solicited),
    signed: String(own.signed),
  };
}
