import type { IncidentsResponse } from '#shared/evidence/incidents.ts';
import type { ProofsResponse } from '#shared/evidence/proofs.ts';
import type { PlatformResponse } from '#shared/directory/platforms.ts';
import type { ReviewsResponse } from '#shared/evidence/reviews.ts';
import { usePage } from '#web/page-context.ts';
import { IncidentList } from '#web/evidence/incidents/incident-list.tsx';
import { ProofCards } from '#web/evidence/payouts/proof-card.tsx';
import { RatingPanel } from '#web/evidence/reviews/rating-panel.tsx';
import { ReviewList } from '#web/evidence/reviews/review-list.tsx';
import { Section } from '#web/ui/section.tsx';

/** Number of payouts shown on a platform's page. */
export const PROOFS_SHOWN = 6;

/** The platform's latest proofs; nothing without any. */
export function ProofsSection(props: { platform: PlatformResponse; payouts: ProofsResponse }) {
  const { t, href } = usePage();
  const { platform, payouts } = props;
  if (payouts.payouts.length === 0) return null;
  const words = t.answer.proofs;
  return (
    <Section title={words.title} say={words.say}>
      <ProofCards payouts={payouts.payouts} />
      <p>
        <a href={href('proofs', {}, { type: 'all', plateforme: platform.slug })}>
          {words.all({ count: platform.evidence.proofs })}
        </a>
      </p>
    </Section>
  );
}

/** Closed accounts and blocked balances; they do not enter the standing. */
export function IncidentsSection({ incidents }: { incidents: IncidentsResponse }) {
  const { t } = usePage();
  return (
    <Section title={t.answer.incidents.title} say={t.answer.incidents.say}>
      <IncidentList incidents={incidents} />
    </Section>
  );
}

/** Reviews, labelled as opinion. */
export function ReviewsSection(props: { platform: PlatformResponse; reviews: ReviewsResponse }) {
  const { t } = usePage();
  const { rating } = props.platform;
  return (
    <Section title={t.answer.reviews.title({ count: rating.count })} say={t.answer.reviews.say}>
      {rating.count === 0 ? null : <RatingPanel rating={rating} />}
      <ReviewList reviews={props.reviews} />
    </Section>
  );
}
