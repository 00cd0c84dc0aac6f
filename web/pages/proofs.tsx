import {
  proofCursor,
  proofsCount,
  proofsResponse,
  type ProofsCount,
  type ProofsResponse,
} from '#shared/evidence/proofs.ts';
import { usePage } from '#web/page-context.ts';
import { definePage } from '#web/page.ts';
import {
  GALLERY_KINDS,
  galleryKindOf,
  galleryQuery,
  type GalleryKind,
} from '#web/evidence/payouts/gallery-filters.ts';
import { GalleryForm } from '#web/evidence/payouts/gallery-form.tsx';
import { ProofCards } from '#web/evidence/payouts/proof-card.tsx';
import {
  findPlatformByName,
  type FoundPlatform,
} from '#web/directory/platforms/find-platform-by-name.ts';

type Data = ProofsResponse & {
  kind: GalleryKind;
  found: ProofsCount;
  /** The platform of the filter; null without one or when unknown. */
  platform: FoundPlatform | null;
};

export const proofs = definePage<Data>({
  sameForVisitors: true,
  sheet: 'none',
  paintsFirst: 'proofs',
  load: async (api, { query }) => {
    const kind = galleryKindOf(query);
    const typed = (query['plateforme'] ?? '').trim();
    const platform = typed === '' ? null : await findPlatformByName(api, typed);
    if (typed !== '' && platform === null) {
      return { kind, platform, payouts: [], next: null, found: { count: 0, more: false } };
    }
    const search = galleryQuery(kind, platform?.slug);
    const counted = search.toString();
    const before = proofCursor.safeParse(query['avant']);
    if (before.success) search.set('before', before.data);
    const [found, page] = await Promise.all([
      api.get(`/api/payouts/count?${counted}`, proofsCount),
      api.get(`/api/payouts?${search}`, proofsResponse),
    ]);
    return { ...page, kind, found, platform };
  },
  title: ({ platform }, { t }) =>
    platform === null ? t.gallery.title : `${t.gallery.title}, ${platform.name}`,
  head: (_, { t, query }) => ({
    description: t.gallery.description,
    noIndex: query['avant'] !== undefined,
  }),
  body: (data, { t, href, query }) => {
    const words = t.gallery;
    const { kind, found } = data;
    const here = useAddress();
    const filtered = (query['plateforme'] ?? '').trim() !== '';
    return (
      <>
        <h1>{words.title}</h1>
        <p className="sub">{words.say}</p>
        <nav className="choices" aria-label={words.title}>
          {GALLERY_KINDS.map((one) => (
            <a
              key={one}
              href={here({ type: typeOf(one) })}
              aria-current={one === kind ? 'true' : undefined}
            >
              {words.kinds[one]}
            </a>
          ))}
        </nav>
        <GalleryForm kind={kind} open={filtered && data.payouts.length === 0} />
        {data.payouts.length === 0 ? (
          <Empty kind={kind} platform={data.platform} />
        ) : (
          <>
            <p className="note with-link" role="status">
              {words.found({ count: found.count, more: found.more })}
              {filtered ? (
                <>
                  {' · '}
                  <a href={href('proofs', {}, { type: typeOf(kind) })}>{words.clear}</a>
                </>
              ) : null}
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
function Empty({ kind, platform }: { kind: GalleryKind; platform: FoundPlatform | null }) {
  const { t, href, query } = usePage();
  const words = t.gallery;
  const here = useAddress();
  const typed = (query['plateforme'] ?? '').trim();
  if (typed === '') {
    return (
      <p className="aside with-link">
        {words.none} <a href={href('reportPayout')}>{words.be}</a>
      </p>
    );
  }
  return (
    <div className="aside">
      <p>
        <strong>
          {platform === null ? words.unknownPlatform({ name: typed }) : words.noneFits}
        </strong>
      </p>
      {kind === 'proofs' ? (
        <p className="with-link">
          {words.noneWith} <a href={here({ type: 'all', avant: undefined })}>{words.seeAll}</a>.
        </p>
      ) : null}
      <p className="links">
        <a href={href('proofs', {}, { type: typeOf(kind) })}>{words.clear}</a>
      </p>
    </div>
  );
}

/** The gallery's address with changed parameters; resets the page unless given. */
function useAddress(): (changes: Record<string, string | undefined>) => string {
  const { href, query } = usePage();
  const kept = { type: query['type'], plateforme: query['plateforme'] };
  return (changes) => href('proofs', {}, { ...kept, ...changes });
}

const typeOf = (kind: GalleryKind): string | undefined => (kind === 'proofs' ? undefined : kind);
