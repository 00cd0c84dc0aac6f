import type { ClientResponse } from '#shared/directory/clients.ts';
import type { OwnClientReview } from '#shared/directory/client-reviews.ts';
import { CLIENT_CRITERIA } from '#shared/directory/client-ratings.ts';
import { MAX_SHORT_TEXT_LENGTH } from '#shared/core/form-fields.ts';
import type { SigningState } from '#shared/evidence/attribution.ts';
import { usePage } from '#web/page-context.ts';
import { RatingCriterionRow } from '#web/evidence/reviews/rating-criterion-row.tsx';
import { ReviewFields } from '#web/evidence/reviews/review-fields.tsx';
import { Form, Select, Submit, TextField } from '#web/ui/form.tsx';

/**
 * The form to review a client: four ratings, platform and month, an optional text; prefilled with
 * the member's earlier review.
 */
export function ClientReviewForm(props: {
  client: ClientResponse;
  own: OwnClientReview | null;
  /** The platform where the member worked for the client; null if unknown. */
  platform: string | null;
  others: SigningState | null;
}) {
  const { t } = usePage();
  const { client, own, others } = props;
  const words = t.reviews.form;
  return (
    <Form
      name="client-review"
      action={`/api/clients/${client.slug}/review`}
      once
      initial={{
        platform: props.platform ?? '',
        ...(own === null ? { signed: String(others === 'signed') } : valuesOf(own)),
      }}
    >
      {CLIENT_CRITERIA.map((criterion) => (
        <RatingCriterionRow
          key={criterion}
          criterion={criterion}
          words={t.clients.criteria[criterion]}
        />
      ))}
      {client.platforms.length === 0 ? (
        <TextField
          name="platform"
          label={t.clients.rate.platform}
          hint={t.clients.rate.platformHint}
          maxLength={MAX_SHORT_TEXT_LENGTH}
        />
      ) : (
        <Select
          name="platform"
          label={t.clients.rate.platform}
          hint={t.clients.rate.platformHint}
          empty="…"
          options={client.platforms.map(({ slug, name }) => ({ value: slug, label: name }))}
        />
      )}
      <ReviewFields month={own?.experiencedMonth} rows={5} others={others} />
      <Submit label={own === null ? words.submit : words.edit} />
    </Form>
  );
}

function valuesOf(own: OwnClientReview): Record<string, string> {
  const marks = CLIENT_CRITERIA.map((criterion) => [criterion, String(own.criteria[criterion])]);
  return {
    ...Object.fromEntries(marks),
    experiencedMonth: own.experiencedMonth,
    text: own.text ?? '',
    solicited: String(own.solicited),
    signed: String(own.signed),
  };
}
