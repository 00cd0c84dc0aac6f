import { PLATFORM_REVIEW_CRITERIA } from '#shared/directory/review-criteria.ts';
import type { OwnReview } from '#shared/evidence/reviews.ts';
import { usePage } from '#web/page-context.ts';
import { Form, Submit } from '#web/ui/form.tsx';
import { RatingCriterionRow } from './rating-criterion-row.tsx';
import { ReviewFields } from './review-fields.tsx';

/**
 * The form to review a platform: five ratings, a month, an optional text; prefilled with the
 * member's earlier review.
 */
export function ReviewForm(props: { slug: string; own: OwnReview | null }) {
  const { t } = usePage();
  const words = t.reviews.form;
  return (
    <Form
      name="review"
      action={`/api/platforms/${props.slug}/review`}
      once
      initial={props.own === null ? {} : valuesOf(props.own)}
    >
      {PLATFORM_REVIEW_CRITERIA.map((criterion) => (
        <RatingCriterionRow
          key={criterion}
          criterion={criterion}
          words={t.reviews.criteria[criterion]}
        />
      ))}
      <ReviewFields month={props.own?.experiencedMonth} rows={6} />
      <Submit label={props.own === null ? words.submit : words.edit} />
    </Form>
  );
}

function valuesOf(own: OwnReview): Record<string, string> {
  const marks = PLATFORM_REVIEW_CRITERIA.map((criterion) => [
    criterion,
    String(own.criteria[criterion]),
  ]);
  return {
    ...Object.fromEntries(marks),
    experiencedMonth: own.experiencedMonth,
    text: own.text ?? '',
    solicited: String(own.solicited),
    signed: String(own.signed),
  };
}
