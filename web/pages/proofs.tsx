import type { ReactNode } from 'react';
import { pathTo } from '#shared/paths.ts';
import { payoutCursor, payoutsResponse, type PayoutsResponse } from '#shared/payouts.ts';
import { METHODS, method, suggestResponse } from '#shared/platforms.ts';
import { usePage } from '#web/context.ts';
import { definePage } from '#web/page.ts';
import { ProofCards } from '#web/payouts/proof-card.tsx';

const KINDS = ['proofs', 'all', 'waiting', 'refused'] as const;
type Kind = (typeof KINDS)[number];

const FILTERS: Record<Kind, Record<string, string>> = {
  proofs: { state: 'received', screenshot: 'on' },
  all: {},
  waiting: { state: 'waiting' },
  refused: { state: 'refused' },
};

type Data = PayoutsResponse & { kind: Kind; platform: { slug: string; name: string } | null };

/** What was received, with the pictures: the wall that everybody can read. */
export const proofs = definePage<Data>({
  load: async (api, { query }) => {
    const kind = KINDS.find((one) => one === query['type']) ?? 'proofs';
    const typed = query['plateforme'] ?? '';
    const platform =
      typed === ''
        ? null
        : ((
            await api.get(
              // Cut through a pair, a text has no address; this makes one all the same.
              `/api/platforms/suggest?${new URLSearchParams({ q: typed.slice(0, 100) })}`,
              suggestResponse,
            )
          ).platforms[0] ?? { slug: 'unknown', name: typed });
    const search = new URLSearchParams(FILTERS[kind]);
    const by = method.safeParse(query['moyen']);
    const before = payoutCursor.safeParse(query['avant']);
    if (platform !== null) search.set('platform', platform.slug);
    if (by.success) search.set('method', by.data);
    if (before.success) search.set('before', before.data);
    return { ...(await api.get(`/api/payouts?${search}`, payoutsResponse)), kind, platform };
  },
  title: ({ platform }, { t }) =>
    platform === null ? t.payouts.proofs.title : `${t.payouts.proofs.title}, ${platform.name}`,
  head: (_, { t, query }) => ({
    description: t.payouts.proofs.description,
    noIndex: query['avant'] !== undefined,
  }),
  Page: ({ data }) => {
    const { t, language, query } = usePage();
    const words = t.payouts.proofs;
    const here = (changes: Record<string, string | undefined>): string =>
      pathTo(
        language,
        'proofs',
        {},
        {
          type: query['type'],
          plateforme: query['plateforme'],
          moyen: query['moyen'],
          ...changes,
        },
      );
    return (
      <>
        <h1>{words.title}</h1>
        <p className="sub">{words.say}</p>
        <nav className="kinds" aria-label={words.title}>
          {KINDS.map((kind) => (
            <a
              key={kind}
              href={here({ type: kind === 'proofs' ? undefined : kind })}
              aria-current={kind === data.kind ? 'true' : undefined}
            >
              {words.kinds[kind]}
            </a>
          ))}
        </nav>
        <Filters kind={data.kind} />
        {data.platform === null ? null : (
          <p className="note">
            {words.of(data.platform.name)} ·{' '}
            <a href={here({ plateforme: undefined })}>{words.clear}</a>
          </p>
        )}
        {data.payouts.length === 0 ? (
          <p>
            {words.none} <a href={pathTo(language, 'reportPayout')}>{words.noneDo}</a>
          </p>
        ) : (
          <ProofCards payouts={data.payouts} withPlatform />
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

/** A plain form: a filter is an address that can be sent to somebody. */
function Filters({ kind }: { kind: Kind }): ReactNode {
  const { t, language, query } = usePage();
  const words = t.payouts.proofs;
  const isFiltered = [query['plateforme'], query['moyen']].some((value) => (value ?? '') !== '');
  return (
    <details className="proof-filters" open={isFiltered}>
      <summary>{words.filter}</summary>
      <form action={pathTo(language, 'proofs')}>
        {kind === 'proofs' ? null : <input type="hidden" name="type" value={kind} />}
        <label className="field" data-enhance="platform-field">
          <span>{words.platform}</span>
          <input
            type="text"
            name="plateforme"
            defaultValue={query['plateforme']}
            list="filter-names"
            autoComplete="off"
            maxLength={100}
          />
          <datalist id="filter-names" aria-label={words.platform} />
        </label>
        <label className="field">
          <span>{words.method}</span>
          <select name="moyen" defaultValue={query['moyen'] ?? ''}>
            <option value="">{words.anyMethod}</option>
            {METHODS.map((one) => (
              <option key={one} value={one}>
                {t.platforms.methods[one]}
              </option>
            ))}
          </select>
        </label>
        <button className="button second">{words.filterSend}</button>
      </form>
    </details>
  );
}
