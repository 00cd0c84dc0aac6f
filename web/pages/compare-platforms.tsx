import { MAX_COMPARED } from '#shared/directory/platform-comparison.ts';
import {
  PLATFORMS_A_PAGE,
  comparisonResponse,
  type RankedPlatform,
} from '#shared/directory/platform-ranking.ts';
import { referenceDataResponse, type ReferenceData } from '#shared/directory/reference-data.ts';
import { homeResponse, type HomeResponse } from '#shared/site/home.ts';
import {
  calculatorQuery,
  parseCalculatorSettings,
  type CalculatorSettings,
} from '#web/directory/comparison/calculator-settings.ts';
import {
  PICKED,
  parsePicked,
  pathWithPicked,
} from '#web/directory/comparison/comparison-address.ts';
import { ComparisonTable } from '#web/directory/comparison/comparison-table.tsx';
import { EarningsCalculator } from '#web/directory/comparison/earnings-calculator.tsx';
import { StandingStamp } from '#web/directory/platforms/standing-stamp.tsx';
import { findPlatformByName } from '#web/directory/platforms/find-platform-by-name.ts';
import { usePage } from '#web/page-context.ts';
import { Redirect, definePage } from '#web/page.ts';
import { FilterPlatform } from '#web/ui/filter-select.tsx';
import { Icon } from '#web/ui/icon.tsx';
import { Section } from '#web/ui/section.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';
import { Tile } from '#web/ui/tile.tsx';

const OWN_PARAMETERS = [PICKED, 'add', 'hours', 'other', 'country'];

type Data = {
  platforms: readonly RankedPlatform[];
  /** Names of further platforms than fit. */
  leftOut: readonly string[];
  /** What was asked for and is no platform's slug or name. */
  unknown: readonly string[];
  typed: string;
  until: string | null;
  /** Platforms to choose from while none is chosen. */
  known: HomeResponse['known'];
  tables: ReferenceData;
  settings: CalculatorSettings;
};

/** Two or three platforms side by side, and what they would bring a month. */
export const comparePlatforms = definePage<Data>({
  sameForVisitors: true,
  paintsFirst: 'comparison',
  load: async (api, { query, queryAll, language }) => {
    const values = queryAll(PICKED);
    const settings = parseCalculatorSettings(query);
    const kept = calculatorQuery(settings);
    // The form of the list sends its filters along.
    if (Object.keys(query).some((name) => !OWN_PARAMETERS.includes(name))) {
      return new Redirect(pathWithPicked(language, 'comparePlatforms', values, kept));
    }
    const picked = parsePicked(values);
    const slugs = picked.slugs.slice(0, PLATFORMS_A_PAGE);
    const typed = (query['add'] ?? '').trim();
    const found = typed === '' ? null : await findPlatformByName(api, typed);
    if (found !== null) {
      const all = [...new Set([...slugs, found.slug])];
      return new Redirect(pathWithPicked(language, 'comparePlatforms', all, kept));
    }
    const [compared, tables, { known }] = await Promise.all([
      slugs.length === 0
        ? { platforms: [], until: null }
        : api.get(`/api/platforms/compare?slugs=${slugs.join(',')}`, comparisonResponse),
      api.get('/api/tables', referenceDataResponse),
      slugs.length === 0 ? api.get('/api/home', homeResponse) : { known: [] },
    ]);
    const missing = slugs.filter((asked) => !compared.platforms.some(({ slug }) => slug === asked));
    return {
      platforms: compared.platforms.slice(0, MAX_COMPARED),
      leftOut: compared.platforms.slice(MAX_COMPARED).map(({ name }) => name),
      unknown: [...missing, ...picked.invalid, ...(typed === '' ? [] : [typed])],
      typed,
      until: compared.until,
      known,
      tables,
      settings,
    };
  },
  title: ({ platforms }, { t }) =>
    platforms.length === 0
      ? t.comparison.title
      : t.comparison.titleOf({ names: platforms.map(({ name }) => name).join(', ') }),
  head: (_, { t, query }) => ({
    description: t.comparison.description,
    noIndex: Object.keys(query).length > 0,
  }),
  body: (data, { t, format, language, origin }) => {
    const words = t.comparison;
    const { platforms, settings, until } = data;
    const slugs = platforms.map(({ slug }) => slug);
    const kept = calculatorQuery(settings);
    const address = pathWithPicked(language, 'comparePlatforms', slugs);
    const message = new URLSearchParams({ text: `${words.title} ${origin}${address}` });
    return (
      <>
        <h1>{words.title}</h1>
        <Notices {...data} />
        {platforms.length === 0 ? <p className="lead">{words.say}</p> : null}
        <div className="two">
          <div>
            {platforms.length === 0 ? null : (
              <>
                <ComparisonTable
                  platforms={platforms}
                  rates={data.tables.rates}
                  hrefWithout={(slug) =>
                    pathWithPicked(
                      language,
                      'comparePlatforms',
                      slugs.filter((other) => other !== slug),
                      kept,
                    )
                  }
                />
                <p className="note">
                  {until === null
                    ? null
                    : `${t.platforms.ranking.until({ day: format.weekday(until) })} `}
                  {t.common.notSample}
                </p>
              </>
            )}
            <ChooseKnown known={data.known} />
            {platforms.length < MAX_COMPARED ? <AddForm {...data} /> : null}
            <p className="compare-acts">
              <a className="button quiet" href={pathWithPicked(language, 'platforms', slugs)}>
                <Icon name="list" />
                {platforms.length === 0 ? words.choose : words.change}
              </a>
              {platforms.length < 2 ? null : (
                <a
                  className="button quiet"
                  href={`https://wa.me/?${message}`}
                  rel="nofollow noopener noreferrer"
                >
                  <Icon name="share" />
                  {words.send}
                </a>
              )}
            </p>
          </div>
          {platforms.length === 0 ? (
            <WhatYouWillSee />
          ) : (
            <EarningsCalculator platforms={platforms} tables={data.tables} settings={settings} />
          )}
        </div>
      </>
    );
  },
});

/** What a comparison says, while nothing is chosen. */
function WhatYouWillSee() {
  const { willSee, willSeeLines } = usePage().t.comparison;
  return (
    <Section title={willSee}>
      <Lines of={willSeeLines} />
    </Section>
  );
}

/** The platforms with the most reports, to tick. */
function ChooseKnown({ known }: Pick<Data, 'known'>) {
  const { t, href } = usePage();
  if (known.length === 0) return null;
  return (
    <form className="choose-known" action={href('comparePlatforms')}>
      <ul className="rows">
        {known.map(({ slug, name, state }) => (
          <li key={slug}>
            <label className="row-line">
              <input type="checkbox" name={PICKED} value={slug} />
              <Tile name={name} />
              <span className="row-words">
                <b>{name}</b>
                <StandingStamp state={state} size="inline" />
              </span>
            </label>
          </li>
        ))}
      </ul>
      <button className="button">{t.comparison.pick.compareTicked}</button>
    </form>
  );
}

/** What could not be shown, in words. */
function Notices({ unknown, leftOut, platforms }: Data) {
  const { t } = usePage();
  const words = t.comparison;
  const quoted = unknown.map((typed) => words.quoted({ typed: typed.slice(0, 80) }));
  return (
    <>
      {unknown.length === 0 ? null : (
        <p className="alert" role="alert">
          {words.unknown({ names: quoted.join(', ') })} {platforms.length === 0 ? null : words.kept}
        </p>
      )}
      {leftOut.length === 0 ? null : (
        <p className="aside">{words.leftOut({ names: leftOut.join(', ') })}</p>
      )}
      {platforms.length === 1 ? <p className="aside">{words.one}</p> : null}
    </>
  );
}

/** A platform by its name, with suggestions by script. */
function AddForm({ platforms, settings, typed }: Data) {
  const { t, href } = usePage();
  const kept = Object.entries(calculatorQuery(settings)).filter(([, value]) => value !== undefined);
  return (
    <form className="compare-add" action={href('comparePlatforms')}>
      {platforms.map(({ slug }) => (
        <input key={slug} type="hidden" name={PICKED} value={slug} />
      ))}
      {kept.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <FilterPlatform name="add" label={t.comparison.add} value={typed} />
      <button className="button second">{t.comparison.addButton}</button>
    </form>
  );
}
