import {
  payoutCursor,
  payoutsCount,
  payoutsResponse,
  type PayoutsCount,
  type PayoutsResponse,
} from '#shared/evidence/payouts.ts';
import { usePage } from '#web/page-context.ts';
import { definePage } from '#web/page.ts';
import {
  GALLERY_KINDS,
  GALLERY_PARAMETERS,
  parseGalleryFilters,
  payoutFiltersToQuery,
  type GalleryFilters,
  type GalleryFilterName,
} from '#web/evidence/payouts/gallery-filters.ts';
import { GalleryForm } from '#web/evidence/payouts/gallery-form.tsx';
import { ProofCards } from '#web/evidence/payouts/proof-card.tsx';
import {
  findPlatformByName,
  type FoundPlatform,
} from '#web/directory/platforms/find-platform-by-name.ts';

type Data = PayoutsResponse & {
  gallery: GalleryFilters;
  found: PayoutsCount;
  /** The platform of the filter; null without one or when unknown. */
  platform: FoundPlatform | null;
};

/** The public gallery of received payouts with pictures. */
export const proofs = definePage<Data>({
  sameForVisitors: true,
  sheet: 'none',
  load: async (api, { query }) => {
    const gallery = parseGalleryFilters(query);
    const typed = (query['plateforme'] ?? '').trim();
    const platform = typed === '' ? null : await findPlatformByName(api, typed);
    if (typed !== '' && platform === null) {
      return { gallery, platform, payouts: [], next: null, found: { count: 0, more: false } };
    }
    const search = payoutFiltersToQuery({ ...gallery.filters, platform: platform?.slug });
    const counted = search.toString();
    const before = payoutCursor.safeParse(query['avant']);
    if (before.success) search.set('before', before.data);
    const [found, page] = await Promise.all([
      api.get(`/api/payouts/count?${counted}`, payoutsCount),
      api.get(`/api/payouts?${search}`, payoutsResponse),
    ]);
    return { ...page, gallery, found, platform };
  },
  title: ({ platform }, { t }) =>
    platform === null ? t.gallery.title : `${t.gallery.title}, ${platform.name}`,
  head: (_, { t, query }) => ({
    description: t.gallery.description,
    noIndex: query['avant'] !== undefined,
  }),
  body: (data, { t, href }) => {
    const words = t.gallery;
    const { gallery, found } = data;
    const here = useAddress();
    return (
      <>
        <h1>{words.title}</h1>
        <p className="sub">{words.say}</p>
        <nav className="kinds" aria-label={words.title}>
          {GALLERY_KINDS.map((kind) => (
            <a
              key={kind}
              href={here({ type: kind === 'proofs' ? undefined : kind })}
              aria-current={kind === gallery.kind ? 'true' : undefined}
            >
              {words.kinds[kind]}
            </a>
          ))}
        </nav>
        {gallery.ignored.length === 0 ? null : (
          <p className="alert">
            {words.ignored({
              names: gallery.ignored.map((name) => words[labelOf(name)]).join(', '),
            })}
          </p>
        )}
        <GalleryForm
          gallery={gallery}
          open={gallery.ignored.length > 0 || (gallery.active > 0 && data.payouts.length === 0)}
        />
        {data.payouts.length === 0 ? (
          <Empty gallery={gallery} platform={data.platform} />
        ) : (
          <>
            <p className="note" role="status">
              {words.found({ count: found.count, more: found.more })}
              {gallery.active === 0 ? null : (
                <>
                  {' · '}
                  <a href={href('proofs', {}, typeOf(gallery))}>{words.clear}</a>
                </>
              )}
            </p>
            <ProofCards payouts={data.payouts} withPlatform />
          </>
        )}
        {data.next === null ? null : (
          <p>
            <a className="button second" href={here({ avant: data.next })} rel="next">
              {words.next}
            </a>
          </p>
        )}
        <p className="note">{t.common.notSample}</p>
      </>
    );
  },
});

/** No match: possible reasons, and the closest alternative. */
function Empty(props: { gallery: GalleryFilters; platform: FoundPlatform | null }) {
  const { t, href, query } = usePage();
  const { gallery, platform } = props;
  const words = t.gallery;
  const here = useAddress();
  const typed = (query['plateforme'] ?? '').trim();
  const { from, to, month } = gallery.filters;
  const narrow = [from, to, month].some((value) => value !== undefined);
  if (gallery.active === 0) {
    return (
      <p className="aside">
        {words.none} <a href={href('reportPayout')}>{words.be}</a>
      </p>
    );
  }
  return (
    <div className="aside">
      <p>
        <strong>
          {typed !== '' && platform === null
            ? words.unknownPlatform({ name: typed })
            : words.noneFits}
        </strong>
      </p>
      {narrow ? <p>{words.wider}</p> : null}
      {gallery.kind === 'proofs' ? (
        <p>
          {words.noneWith} <a href={here({ type: 'all', avant: undefined })}>{words.seeAll}</a>.
        </p>
      ) : null}
      <p>
        <a href={href('proofs', {}, typeOf(gallery))}>{words.clear}</a>
      </p>
    </div>
  );
}

/** The gallery's address with changed parameters; resets the page unless given. */
function useAddress(): (changes: Record<string, string | undefined>) => string {
  const { href, query } = usePage();
  const kept = ['type', 'plateforme', ...Object.keys(GALLERY_PARAMETERS)].map((name) => [
    name,
    query[name],
  ]);
  return (changes) => href('proofs', {}, { ...Object.fromEntries(kept), ...changes });
}

function typeOf({ kind }: GalleryFilters): Record<string, string | undefined> {
  return { type: kind === 'proofs' ? undefined : kind };
}

function labelOf<Of extends GalleryFilterName>(name: Of): (typeof GALLERY_PARAMETERS)[Of] {
  return GALLERY_PARAMETERS[name];
}
