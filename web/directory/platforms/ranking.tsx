import type { RankedPlatform } from '#shared/directory/platform-ranking.ts';
import { usePage } from '#web/page-context.ts';
import { Facts } from '#web/ui/fact-list.tsx';
import { factText } from './fact-text.ts';
import { StandingStamp } from './standing-stamp.tsx';

/** The ranking: standing, name, and figures in fixed places. */
export function PlatformRanking(props: { platforms: readonly RankedPlatform[]; start: number }) {
  return (
    <ol className="ranking" start={props.start}>
      {props.platforms.map((platform) => (
        <RankedPlatform key={platform.slug} platform={platform} />
      ))}
    </ol>
  );
}

function RankedPlatform({ platform }: { platform: RankedPlatform }) {
  const context = usePage();
  const { t, format, href } = context;
  const words = t.platforms.ranking;
  const { medianDelayDays, rating, ratingCount, slips, shareReceived, lines } = platform;
  const [line] = lines;
  const shown: readonly (readonly [string, string | null])[] = [
    [words.delay, medianDelayDays === null ? null : words.delayDays({ count: medianDelayDays })],
    [
      words.rating,
      rating === null
        ? null
        : words.ratingOf({ rating: format.number(rating, 1), count: ratingCount }),
    ],
    [words.thresholdShort, factText('threshold', platform.threshold, context)],
    [words.methodsShort, factText('methods', platform.methods, context)],
  ];
  return (
    <li>
      <div className="ranked">
        <h2>
          <a href={href('platform', { slug: platform.slug })}>{platform.name}</a>
        </h2>
        <StandingStamp state={platform.state} size="small" />
        <p className="soft">
          {shareReceived === null
            ? line === undefined
              ? words.noSlips
              : t.answer.lines[line]
            : words.slips({ share: format.share(shareReceived), count: slips })}
        </p>
      </div>
      <Facts facts={shown} none={t.platforms.nothing} />
    </li>
  );
}
