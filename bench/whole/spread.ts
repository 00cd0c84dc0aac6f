import type { Database } from '#server/database/db.ts';
import { col, statement, type Statement } from '#server/database/sql.ts';
import { createRandom } from '#demo/random.ts';
import type { Asked } from './request-rate.ts';

/** Pages of one kind on the site and the same rows on the bare server, the busiest first. */
export type SpreadRead = {
  readonly name: string;
  readonly pages: readonly {
    readonly html: string;
    /** Null where the bench asks for HTML only. */
    readonly json: string | null;
    readonly bare: string;
  }[];
};

/** What Chromium and Firefox accept; a page that is also kept in another encoding takes twice the room. */
export const ACCEPTED_ENCODINGS = 'gzip, deflate, br, zstd';
/** Most pages of a kind. */
const MOST_PAGES = 2_000;

const THREADS = statement(
  { id: col.text },
  'SELECT id FROM forum_thread ORDER BY posts DESC, id LIMIT $1',
);
const PLATFORMS = statement(
  { id: col.text },
  `SELECT p.slug AS id FROM platform p JOIN platform_summary s ON s.platform_id = p.id
    ORDER BY s.payouts DESC, p.id LIMIT $1`,
);
const CATEGORIES = statement(
  { id: col.text },
  'SELECT slug AS id FROM forum_category ORDER BY place, slug LIMIT $1',
);

/** Threads, platforms, categories, the home page and the forum's index. */
export async function findSpreadReads({ sql }: Database): Promise<SpreadRead[]> {
  const pagesOf = async (
    asked: Statement<{ id: string }>,
    page: (id: string) => SpreadRead['pages'][number],
  ): Promise<SpreadRead['pages']> => (await sql(asked, [MOST_PAGES])).map(({ id }) => page(id));
  return [
    {
      name: 'thread',
      pages: await pagesOf(THREADS, (id) => ({
        html: `/fr/forum/sujets/${id}`,
        json: `/api/forum/threads/${id}`,
        bare: `/posts?thread=${id}&from=1`,
      })),
    },
    {
      name: 'platform',
      pages: await pagesOf(PLATFORMS, (slug) => ({
        html: `/fr/plateformes/${slug}`,
        json: `/api/platforms/${slug}`,
        bare: `/platform?slug=${slug}`,
      })),
    },
    {
      name: 'category',
      pages: await pagesOf(CATEGORIES, (slug) => ({
        html: `/fr/forum/rubriques/${slug}`,
        json: null,
        bare: `/threads?category=${slug}`,
      })),
    },
    { name: 'home', pages: [{ html: '/fr', json: null, bare: '/latest' }] },
    { name: 'forum index', pages: [{ html: '/fr/forum', json: null, bare: '/latest' }] },
  ];
}

/**
 * Requests for these paths by Zipf's law: the nth is asked for 1/n times as often as the first. The
 * same sequence each time.
 * @param cookies of members who take turns; none for visitors.
 */
export function askByZipf(
  url: string,
  paths: readonly string[],
  cookies: readonly string[] = [],
): Asked {
  const random = createRandom(7);
  let sum = 0;
  const sums = paths.map((_, nth) => (sum += 1 / (nth + 1)));
  let count = 0;
  return {
    url,
    next: () => {
      count += 1;
      const cookie = cookies[count % Math.max(1, cookies.length)];
      const headers = {
        'accept-encoding': ACCEPTED_ENCODINGS,
        ...(cookie === undefined ? {} : { cookie }),
      };
      return { path: paths[findAbove(sums, random.next() * sum)] ?? '/', headers };
    },
  };
}

/** Index of the first of these ascending sums that is at least `value`. */
function findAbove(sums: readonly number[], value: number): number {
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Asks for each page once, as a visitor or as the member with this cookie. */
export async function askOnce(
  url: string,
  paths: readonly string[],
  cookie?: string,
): Promise<void> {
  const headers = {
    'accept-encoding': ACCEPTED_ENCODINGS,
    ...(cookie === undefined ? {} : { cookie }),
  };
  const left = [...paths];
  const work = async (): Promise<void> => {
    for (let path = left.pop(); path !== undefined; path = left.pop()) {
      const response = await fetch(url + path, { headers });
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
}
