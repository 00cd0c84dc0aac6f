import { platformResponse } from '#shared/directory/platforms.ts';
import { ownReviewsResponse, type OwnReview } from '#shared/evidence/reviews.ts';
import type { Api } from '#web/in-process-api.ts';
import { loadChallenge } from '#web/identity/accounts/load-challenge.ts';
import { definePage } from '#web/page.ts';
import { ReviewForm } from '#web/evidence/reviews/review-form.tsx';
import { WithdrawForm } from '#web/governance/flags/content-controls.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';

/** Reviews a platform, or edits one's review; a visitor's account is made at its end. */
export const writeReview = definePage({
  load: async (api, { parameters, viewer }) => {
    const address = `/api/platforms/${encodeURIComponent(parameters['slug'] ?? '')}`;
    const { slug, name } = await api.get(address, platformResponse);
    const own = viewer === null ? null : await findOwn(api, slug);
    return { slug, name, own, challenge: await loadChallenge(api, viewer) };
  },
  title: ({ name, own }, { t }) =>
    own === null
      ? t.reviews.form.title({ platform: name })
      : t.reviews.form.editTitle({ platform: name }),
  head: () => ({ noIndex: true }),
  body: ({ slug, name, own, challenge }, { t, href }) => {
    const words = t.reviews.form;
    return (
      <>
        <h1>
          {own === null ? words.title({ platform: name }) : words.editTitle({ platform: name })}
        </h1>
        <p className="sub with-link">
          {words.intro} <a href={href('platform', { slug })}>{name}</a>
        </p>
        <div className="review-page">
          <ReviewForm slug={slug} own={own} challenge={challenge} />
          <aside aria-labelledby="seen">
            <h2 id="seen">{words.seenTitle}</h2>
            <Lines of={words.seen} />
            <p>{words.oneEach}</p>
            <p className="links">
              <a href={href('reviewChecks')}>{words.checks}</a>
            </p>
          </aside>
        </div>
        {own === null ? null : <WithdrawForm subject={`review/${own.id}`} />}
      </>
    );
  },
});

async function findOwn(api: Api, slug: string): Promise<OwnReview | null> {
  const { reviews } = await api.get('/api/me/reviews', ownReviewsResponse);
  return reviews.find(({ platform }) => platform.slug === slug) ?? null;
}
