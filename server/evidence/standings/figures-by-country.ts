import { col, statement, type Sql } from '#server/database/sql.ts';
import { PAYOUT_OUTCOMES } from '#shared/evidence/payouts.ts';
import { middleOfMonth, monthOf, type Day } from '#shared/core/days.ts';
import { groupBy } from '#shared/core/group-by.ts';
import {
  COUNTRY_MEMBERS_FLOORS,
  MIN_MEMBERS_OF_COUNTRY,
  type CountryFigures,
} from '#shared/directory/platforms.ts';
import {
  YEAR_DAYS,
  datePayouts,
  shareOfDueReceived,
  type StandingPayout,
} from './published-payouts.ts';

/** A payout with its author's country, which no route returns. */
export type PayoutWithCountry = Pick<
  StandingPayout,
  'state' | 'askedMonth' | 'delayDays' | 'solicited'
> & {
  readonly country: string | null;
  /** Key of the author as a person; linked accounts share it. */
  readonly person: string;
};

/**
 * Returns the figures by country for this month: the stored ones, else figures computed from what
 * was posted before this month, so that no event changes them on its day.
 */
export async function loadFiguresByCountry(
  sql: Sql,
  platformId: string,
  kept: CountryFigures | undefined,
  expectedDays: number,
  now: Day,
): Promise<CountryFigures> {
  const month = monthOf(now);
  if (kept?.month === month) return kept;
  const payouts = await sql(PLACED_PAYOUTS, [platformId, `${month}-01`]);
  return { month, groups: groupByCountry(payouts, expectedDays, middleOfMonth(month)) };
}

/**
 * Computes the share received within 12 months by country, for countries with at least ten people;
 * all others are one group. Counts are rounded down and shares rounded to tenths: the change
 * between two months must not reveal where a member lives.
 */
export function groupByCountry(
  payouts: readonly PayoutWithCountry[],
  expectedDays: number,
  now: Day,
): CountryFigures['groups'] {
  const year = datePayouts(payouts, now).filter(({ age }) => age <= YEAR_DAYS);
  const byCountry = groupBy(year, ({ country }) => country);
  const isShown = (country: string | null): boolean =>
    country !== null && countPeople(byCountry.get(country) ?? []) >= MIN_MEMBERS_OF_COUNTRY;
  const shown = [...byCountry.keys()].filter(isShown);
  if (shown.length === 0) return [];
  const describe = (
    country: string | null,
    group: typeof year,
  ): CountryFigures['groups'][number] => {
    const people = countPeople(group);
    const share = shareOfDueReceived(group, expectedDays);
    return {
      country,
      members: COUNTRY_MEMBERS_FLOORS.findLast((floor) => floor <= people) ?? 0,
      // For fewer people than the minimum, only that there are some is shown.
      tenths: share === null || people < MIN_MEMBERS_OF_COUNTRY ? null : Math.round(share * 10),
    };
  };
  const groups = shown.map((country) => describe(country, byCountry.get(country) ?? []));
  const others = year.filter(({ country }) => !isShown(country));
  return [
    ...groups.toSorted(
      (a, b) => b.members - a.members || ((a.country ?? '') < (b.country ?? '') ? -1 : 1),
    ),
    describe(null, others),
  ];
}

function countPeople(payouts: readonly PayoutWithCountry[]): number {
  return new Set(payouts.map(({ person }) => person)).size;
}

const PLACED_PAYOUTS = statement(
  {
    state: col.oneOf(PAYOUT_OUTCOMES),
    solicited: col.bool,
    askedMonth: col.text,
    delayDays: col.int.orNull,
    country: col.text.orNull,
    person: col.text,
  },
  `
  SELECT p.state, p.asked_month AS "askedMonth", p.delay_days AS "delayDays", p.solicited,
         COALESCE(a.frozen_country, m.country) AS country,
         COALESCE(a.frozen_voice, m.voice, a.payout_key) AS person
    FROM payout p JOIN author a ON a.id = p.author_id LEFT JOIN member m ON m.id = a.member_id
   WHERE p.platform_id = $1 AND p.published_on < $2::date AND p.hidden_by IS NULL`,
);
