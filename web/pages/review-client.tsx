import { clientResponse, type ClientResponse } from '#shared/directory/clients.ts';
import {
  ownClientReviewsResponse,
  type OwnClientReview,
} from '#shared/directory/client-reviews.ts';
import { pathTo } from '#shared/core/paths.ts';
import type { SigningState } from '#shared/evidence/attribution.ts';
import type { Api } from '#web/in-process-api.ts';
import { ClientReviewForm } from '#web/evidence/client-reviews/client-review-form.tsx';
import { usePage } from '#web/page-context.ts';
import { Redirect, definePage } from '#web/page.ts';
import { loadSigningOfOtherPosts } from '#web/evidence/attribution/load-signing-of-other-posts.ts';
import { WithdrawForm } from '#web/governance/flags/content-controls.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';

type Data = {
  client: ClientResponse;
  own: readonly OwnClientReview[];
  /** The member's review that prefills the form. */
  shown: OwnClientReview | null;
  platform: string | null;
  /** How the member's other client reviews on that platform are signed. */
  others: SigningState | null;
};

/** Reviews a client, or edits one's review on the platform of `?plateforme=`. */
export const reviewClient = definePage<Data>({
  membersOnly: true,
  load: async (api, { parameters, query, language, viewer }) => {
    const slug = parameters['slug'] ?? '';
    const client = await api.get(`/api/clients/${encodeURIComponent(slug)}`, clientResponse);
    if (client.slug !== slug) {
      return new Redirect(pathTo(language, 'reviewClient', { slug: client.slug }));
    }
    const own = viewer === null ? [] : await findOwn(api, slug);
    const wanted = query['plateforme'];
    const shown =
      own.find(({ platform }) => platform.slug === wanted) ??
      (wanted === undefined && own.length === 1 ? own[0] : undefined) ??
      null;
    const platform = shown?.platform.slug ?? platformAmong(client, wanted);
    return {
      client,
      own,
      shown,
      platform,
      others:
        platform === null
          ? null
          : await loadSigningOfOtherPosts(api, viewer, 'client-review', {
              slug: platform,
              own: shown,
            }),
    };
  },
  title: ({ client }, { t }) => t.clients.rate.title({ name: client.name }),
  body: (data, { t, href }) => {
    const { client, own } = data;
    const words = t.clients.rate;
    return (
      <>
        <h1>{words.title({ name: client.name })}</h1>
        <p className="sub">
          {words.intro} <a href={href('client', { slug: client.slug })}>{client.name}</a>
        </p>
        <div className="review-page">
          <ClientReviewForm {...data} own={data.shown} />
          <aside aria-labelledby="seen">
            <h2 id="seen">{t.reviews.form.seenTitle}</h2>
            <Lines of={words.seen} />
            <p>{words.oneEach}</p>
          </aside>
        </div>
        <Own client={client} own={own} />
      </>
    );
  },
});

function Own({ client, own }: { client: ClientResponse; own: Data['own'] }) {
  const { t, href } = usePage();
  const words = t.clients.rate;
  if (own.length === 0) return null;
  return (
    <>
      <h2>{words.mine}</h2>
      {own.map(({ id, platform }) => (
        <div key={id}>
          <p className="links">
            <a href={href('reviewClient', { slug: client.slug }, { plateforme: platform.slug })}>
              {words.editOn({ platform: platform.name })}
            </a>
          </p>
          <WithdrawForm subject={`client-review/${id}`} />
        </div>
      ))}
    </>
  );
}

/** The requested platform, or the only one, if the client posts tasks there. */
function platformAmong({ platforms }: ClientResponse, wanted: string | undefined): string | null {
  const [first] = platforms;
  const there = platforms.find(({ slug }) => slug === wanted);
  return there?.slug ?? (platforms.length === 1 ? (first?.slug ?? null) : null);
}

async function findOwn(api: Api, slug: string): Promise<OwnClientReview[]> {
  const { reviews } = await api.get('/api/me/client-reviews', ownClientReviewsResponse);
  return reviews.filter(({ client }) => client.slug === slug);
}
