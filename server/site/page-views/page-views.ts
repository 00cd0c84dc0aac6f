import type { Database } from '#server/database/db.ts';
import { monthOf, today } from '#shared/core/days.ts';

/** What calls itself a program, or nothing. */
const PROGRAM = /bot|crawl|spider|slurp|preview|monitor|scan|curl|wget|python|java\/|http|^$/i;

/** Views wait in memory for this long, so that a page costs no write. */
const FLUSH_MS = 300_000;

export type PageViews = {
  /** Counts one view of the platform with this slug, unless a program opened its page. */
  readonly count: (slug: string, userAgent: string | undefined) => void;
  /** Adds the counted views to the database; what fails is kept for the next flush. */
  readonly flush: () => Promise<void>;
};

/**
 * Counts views of the pages of platforms by month, in memory, and adds them up every five minutes, at a
 * view. Nothing of the visitor is kept, not even for a moment.
 */
export function createPageViews(
  { prisma }: Pick<Database, 'prisma'>,
  clock: () => Date,
): PageViews {
  let waiting = new Map<string, Map<string, number>>();
  let flushedAt = clock().getTime();
  const add = (month: string, slug: string, views: number): void => {
    const counts = waiting.get(month) ?? new Map<string, number>();
    waiting.set(month, counts.set(slug, (counts.get(slug) ?? 0) + views));
  };
  const flush = async (): Promise<void> => {
    const taken = waiting;
    waiting = new Map();
    flushedAt = clock().getTime();
    for (const [month, counts] of taken) {
      try {
        await prisma.$transaction((tx) =>
          tx.sql(ADD_VIEWS, [month, [...counts.keys()], [...counts.values()]]),
        );
      } catch {
        // The database is away: the views are added at the next flush.
        for (const [slug, views] of counts) add(month, slug, views);
      }
    }
  };
  return {
    count: (slug, userAgent = '') => {
      if (PROGRAM.test(userAgent)) return;
      const now = clock();
      add(monthOf(today(now)), slug, 1);
      // A clock that was set back must not stop the flushes.
      if (Math.abs(now.getTime() - flushedAt) >= FLUSH_MS) void flush();
    },
    flush,
  };
}

// Ordered, so that two processes lock rows in the same order.
const ADD_VIEWS = `
  INSERT INTO platform_page_views (platform_id, month, views)
  SELECT p.id, $1, v.views FROM unnest($2::text[], $3::int[]) v(slug, views)
    JOIN platform p ON p.slug = v.slug ORDER BY p.id
  ON CONFLICT (platform_id, month) DO UPDATE SET views = platform_page_views.views + excluded.views`;
