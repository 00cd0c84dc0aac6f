import { countsFromSql } from '#server/database/predicates/counted-payout-authors.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { addMonths, monthOf, today } from '#shared/core/days.ts';
import { MIN_VIEWS_SHOWN, roundViews, type OwnPageViews } from '#shared/site/page-views.ts';

/** Only the pages that the most opened are told, where a member has evidence on many platforms. */
const MAX_PAGES = 5;

/**
 * Finds how often the pages of platforms on which evidence of a member counts were opened last month.
 * @param platform the slug of the only platform asked about; null for all.
 */
export async function findOwnPageViews(
  sql: Sql,
  memberId: string,
  platform: string | null,
  now: Date,
): Promise<OwnPageViews> {
  const day = today(now);
  const month = addMonths(monthOf(day), -1);
  const rows = await sql(OWN_VIEWS, [memberId, month, MIN_VIEWS_SHOWN, platform, day, MAX_PAGES]);
  return rows.flatMap(({ slug, name, views }) => {
    const rounded = roundViews(views);
    return rounded === null ? [] : [{ slug, name, month, views: rounded }];
  });
}

const OWN_VIEWS = statement(
  { slug: col.text, name: col.text, views: col.int },
  `SELECT p.slug, p.name, v.views
     FROM author a
     JOIN platform p ON p.id = a.platform_id
     JOIN platform_page_views v ON v.platform_id = p.id AND v.month = $2
    WHERE a.member_id = $1 AND v.views >= $3 AND ($4::text IS NULL OR p.slug = $4)
      AND (EXISTS (SELECT 1 FROM payout y
                    WHERE y.author_id = a.id AND y.hidden_by IS NULL AND ${countsFromSql('y')} <= $5::date)
        OR EXISTS (SELECT 1 FROM review r
                    WHERE r.author_id = a.id AND r.hidden_by IS NULL AND r.shown_from <= $5::date)
        OR EXISTS (SELECT 1 FROM incident i
                    WHERE i.author_id = a.id AND i.hidden_by IS NULL AND i.shown_from <= $5::date))
    ORDER BY v.views DESC, p.slug LIMIT $6`,
);
