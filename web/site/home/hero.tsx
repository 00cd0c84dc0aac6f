import type { HomeResponse } from '#shared/site/home.ts';
import { AnswerSlip } from '#web/directory/platforms/answer-slip.tsx';
import { SiteSearchBox } from '#web/directory/platforms/search-box.tsx';
import { StandingStamp } from '#web/directory/platforms/standing-stamp.tsx';
import { usePage } from '#web/page-context.ts';
import { Icon } from '#web/ui/icon.tsx';
import { Tile } from '#web/ui/tile.tsx';

/** The question, one search, the platforms with the most slips, and the slip of the first of them. */
export function Hero({ home }: { home: Pick<HomeResponse, 'known' | 'counts' | 'example'> }) {
  const { t } = usePage();
  const words = t.home;
  return (
    <div className="hero">
      <div>
        <h1>{words.ask}</h1>
        <p className="lead">{words.lead}</p>
        <SiteSearchBox />
        <ul className="trust">
          {words.trust.map((promise) => (
            <li key={promise}>
              <Icon name="check" />
              {promise}
            </li>
          ))}
        </ul>
        <KnownPlatforms known={home.known} total={home.counts.platforms} />
      </div>
      {home.example === null ? null : <Example platform={home.example} />}
    </div>
  );
}

/** A slip and its stamp, as on the platform's page; on wide screens only. */
function Example({ platform }: { platform: NonNullable<HomeResponse['example']> }) {
  const { t } = usePage();
  const label = t.home.example({ name: platform.name });
  return (
    <aside className="example" aria-label={label}>
      <p className="kicker">{label}</p>
      <AnswerSlip platform={platform} />
      <StandingStamp state={platform.standing.state} />
    </aside>
  );
}

/** Platforms as chips: tile, name and standing. */
function KnownPlatforms(props: { known: HomeResponse['known']; total: number }) {
  const { t, href } = usePage();
  const words = t.home;
  return (
    <>
      {props.known.length === 0 ? null : (
        <>
          <h2 className="kicker">{words.known}</h2>
          <ul className="chips">
            {props.known.map(({ slug, name, state }) => (
              <li key={slug}>
                <a href={href('platform', { slug })}>
                  <Tile name={name} size="small" />
                  <span>
                    {name}
                    <StandingStamp state={state} size="inline" />
                  </span>
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      <a className="see-all" href={href('platforms')}>
        {words.all({ count: props.total })}
      </a>
    </>
  );
}
