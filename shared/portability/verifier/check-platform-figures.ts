import { PLATFORM_REVIEW_CRITERIA } from '#shared/directory/review-criteria.ts';
import { countWithNoun } from '#shared/core/count-with-noun.ts';
import { recordFrom } from '#shared/core/record-from.ts';
import { computeSlipFigures } from '#shared/evidence/publication/compute-slip-figures.ts';
import { siteMeansOf } from '#shared/evidence/platform-rating.ts';
import {
  computeRatingFigures,
  type ReviewMarks,
  type SiteMeans,
} from '#shared/evidence/rating-figures.ts';
import { standingAfter, type StandingChange } from '#shared/evidence/standing-history.ts';
import type { Fault } from './faults.ts';
import type { SlipsByPlatform } from './check-weeks.ts';
import type { DumpRow } from './read-dump.ts';
import {
  isAsComputed,
  listOf,
  namesOfOthers,
  objectOf,
  textOf,
  type FigureCounts,
  type RowCheck,
} from './row-check.ts';

type Counts = {
  proofs: number;
  incidents: number;
  accountsClosed: number;
  accountsClosedWithoutReason: number;
};

/**
 * Recomputes the figures of each platform (numbers of its released slips, ratings, counts) and its
 * standing from its changes, and compares them.
 * @param stale names of figures that the site had yet to compute.
 */
export function checkPlatformFigures(
  stale: ReadonlySet<string>,
  slips: SlipsByPlatform,
  counts: FigureCounts,
): RowCheck {
  const platforms = new Set<string>();
  const rows: DumpRow[] = [];
  const reviews = new Map<string, ReviewMarks[]>();
  const changes = new Map<string, StandingChange[]>();
  const proofs = new Map<string, string[]>();
  const pictured = new Set<string>();
  const counted = new Map<string, Counts>();

  const check = (row: DumpRow): Fault[] => {
    const platform = textOf(row['platform']);
    const name = `platform-figures/${platform}`;
    if (stale.has(name)) {
      counts.stale += 1;
      return [];
    }
    counts.compared += 1;
    const day = textOf(row['computedOn']);
    const numbers = computeSlipFigures(slips.get(platform) ?? [], day);
    const standing = standingAfter(changes.get(platform) ?? []);
    const ratings = rate(platform, day, row['ratings']);
    const { state = null, since = null } = standing ?? {};
    const ofPlatform = counted.get(platform);
    const wrong = [
      ...namesOfOthers(row, {
        state,
        stateSince: since,
        mean: numbers.standing?.mean ?? null,
        payouts: numbers.paid + numbers.notPaid,
        medianDelayDays: numbers.medianDelayDays,
        rating: ratings.overall,
      }),
      ...namesOfOthers(objectOf(row['standing']), { state, since }).map((one) => `standing.${one}`),
      ...namesOfOthers(objectOf(row['evidence']), {
        slips: numbers,
        proofs: (proofs.get(platform) ?? []).filter((id) => pictured.has(id)).length,
        incidents: ofPlatform?.incidents ?? 0,
        accountsClosed: ofPlatform?.accountsClosed ?? 0,
        accountsClosedWithoutReason: ofPlatform?.accountsClosedWithoutReason ?? 0,
      }).map((one) => `evidence.${one}`),
      ...namesOfOthers(objectOf(row['ratings']), ratings).map((one) => `ratings.${one}`),
    ];
    return wrong.length === 0 ? [] : [{ code: 'figure-wrong', name, detail: wrong.join(', ') }];
  };

  /** The ratings of a platform, without the prior where there is no review. */
  const rate = (platform: string, day: string, told: unknown) => {
    const own = (reviews.get(platform) ?? []).filter(({ on }) => on <= day);
    // All platforms start from the same site means, so one fault reports a difference in them.
    const begun = objectOf(objectOf(told)['prior']) as SiteMeans;
    if (own.length > 0 && !isAsComputed(begun, meansOn(day))) {
      if (stale.has(`platform-ratings/${platform}`)) counts.stale += 1;
      else begunOtherwise.push(platform);
    }
    const { prior, ...ratings } = computeRatingFigures(own, begun, day);
    return own.length === 0 ? ratings : { ...ratings, prior };
  };
  const begunOtherwise: string[] = [];
  const means = new Map<string, SiteMeans>();
  const meansOn = (day: string): SiteMeans => {
    const known =
      means.get(day) ?? meansOf([...reviews.values()].flat().filter(({ on }) => on <= day));
    means.set(day, known);
    return known;
  };

  return {
    reads: {
      platforms: (row) => platforms.add(textOf(row['id'])),
      'platform-figures': (row) => rows.push(row),
      'standing-changes': (row) => listOf(changes, row['platform']).push(row as StandingChange),
      reviews: (row) => {
        if (!isCounted(row) || row['suspect'] === true || row['repeats'] === true) return;
        const marks = recordFrom(PLATFORM_REVIEW_CRITERIA, (name) => Number(row[name]));
        listOf(reviews, textOf(row['platform'])).push({
          ...marks,
          on: textOf(row['shownFrom']),
          established: row['established'] === true,
        });
      },
      payouts: (row) => {
        if (isCounted(row)) listOf(proofs, textOf(row['platform'])).push(textOf(row['id']));
      },
      pictures: ({ payout }) => {
        if (typeof payout === 'string') pictured.add(payout);
      },
      incidents: (row) => countIncident(row, counted),
    },
    faults: () => {
      const known = new Set(rows.map(({ platform }) => platform));
      const wrong = rows.flatMap(check);
      const missing = [...platforms].filter((platform) => !known.has(platform));
      return [
        ...wrong,
        ...faultOfMeans(begunOtherwise),
        ...missing.map((platform): Fault => ({
          code: 'figure-missing',
          name: `platform-figures/${platform}`,
        })),
      ];
    },
  };
}

function faultOfMeans(platforms: readonly string[]): Fault[] {
  const [first] = platforms;
  return first === undefined
    ? []
    : [
        {
          code: 'figure-wrong',
          name: `platform-ratings/${first}`,
          detail: `means of all reviews, with which ${countWithNoun(platforms.length, 'rating')} begin`,
        },
      ];
}

/** Whether content counts in figures. */
function isCounted({ solicited, hiddenBy }: DumpRow): boolean {
  return solicited !== true && typeof hiddenBy !== 'string';
}

function countIncident(row: DumpRow, counted: Map<unknown, Counts>): void {
  const { platform, kind, reason } = row;
  if (!isCounted(row) || kind === 'posts-bought') return;
  const sum = counted.get(platform) ?? {
    proofs: 0,
    incidents: 0,
    accountsClosed: 0,
    accountsClosedWithoutReason: 0,
  };
  counted.set(platform, sum);
  sum.incidents += 1;
  if (kind !== 'account-closed') return;
  sum.accountsClosed += 1;
  if (reason === 'none') sum.accountsClosedWithoutReason += 1;
}

function meansOf(all: readonly ReviewMarks[]): SiteMeans {
  const sums = [true, false].map((established) => {
    const own = all.filter((review) => review.established === established);
    const sumOf = (name: (typeof PLATFORM_REVIEW_CRITERIA)[number]): number =>
      own.reduce((sum, review) => sum + review[name], 0);
    return { established, reviews: own.length, ...recordFrom(PLATFORM_REVIEW_CRITERIA, sumOf) };
  });
  return siteMeansOf(PLATFORM_REVIEW_CRITERIA, sums);
}
