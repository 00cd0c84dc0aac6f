import type { ReactNode } from 'react';
import type { OwnClientReview } from '#shared/clients.ts';
import { pathTo } from '#shared/paths.ts';
import { usePage } from '#web/context.ts';
import { formatMonth } from '#web/format.ts';
import { ReceiptsLink } from '#web/record/receipts-link.tsx';

/** What a member said of clients, each with the way to change it. */
export function OwnClientReviews({ reviews }: { reviews: readonly OwnClientReview[] }): ReactNode {
  const { t, language } = usePage();
  return (
    <ul className="mine">
      {reviews.map(({ id, client, platform, experiencedMonth, text }) => (
        <li key={id}>
          <p className="mine-head">
            <a
              href={pathTo(
                language,
                'reviewClient',
                { slug: client.slug },
                { plateforme: platform.slug },
              )}
            >
              <b>{client.name}</b>
            </a>
          </p>
          <p className="soft">
            {t.clients.page.onPlatform(platform.name)}, {formatMonth(experiencedMonth, language)}
          </p>
          {text === null ? null : <p>{text}</p>}
          <div className="mine-acts">
            <ReceiptsLink subject={`client-review/${id}`} />
          </div>
        </li>
      ))}
    </ul>
  );
}
