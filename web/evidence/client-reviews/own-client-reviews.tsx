import type { OwnClientReview } from '#shared/directory/client-reviews.ts';
import { usePage } from '#web/page-context.ts';
import { HiddenContentNotice } from '#web/governance/case-decisions/hidden-content.tsx';
import { DueMondayOrReceipts } from '#web/evidence/due-monday-or-receipts.tsx';

/** A member's reviews of clients, each with an edit link. */
export function OwnClientReviews({ reviews }: { reviews: readonly OwnClientReview[] }) {
  const { t, format, href } = usePage();
  return (
    <ul className="mine">
      {reviews.map(({ id, client, platform, experiencedMonth, text, hiding, ...post }) => (
        <li key={id}>
          <p className="mine-head">
            <a href={href('reviewClient', { slug: client.slug }, { plateforme: platform.slug })}>
              <b>{client.name}</b>
            </a>
          </p>
          <p className="soft">
            {t.clients.page.onPlatform({ platform: platform.name })},{' '}
            {format.month(experiencedMonth)}
          </p>
          <DueMondayOrReceipts post={post} subject={`client-review/${id}`} />
          <HiddenContentNotice hiding={hiding} mine counted />
          {text === null ? null : <p>{text}</p>}
        </li>
      ))}
    </ul>
  );
}
