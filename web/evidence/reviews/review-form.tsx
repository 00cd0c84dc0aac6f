import { PLATFORM_REVIEW_CRITERIA } from '#shared/directory/review-criteria.ts';
import type { OwnReview } from '#shared/evidence/reviews.ts';
import type { ChallengeResponse } from '#shared/identity/accounts.ts';
import { FormWithAccount, SubmitWithAccount } from '#web/identity/accounts/form-with-account.tsx';
import { usePage } from '#web/page-context.ts';
import { RatingCriterionRow } from './rating-criterion-row.tsx';
import { ReviewFields } from './review-fields.tsx';

/**
 * The form to review a platform: five ratings, a month, an optional text; prefilled with the
 * member's earlier review.
 */
export function ReviewForm(props: {
  slug: string;
  own: OwnReview | null;
  /** The rate-limit challenge of a visitor, whose account the form makes; null for a member. */
  challenge: ChallengeResponse | null;
}) {
  const { t } = usePage();
  const words = t.reviews.form;
  return (
    <FormWithAccount
      challenge={props.challenge}
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
      <SubmitWithAccount label={props.own === null ? words.submit : words.edit} />
    </FormWithAccount>
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
