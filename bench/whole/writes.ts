import type { Database } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import type { Asked } from './request-rate.ts';
import { findThreads, signInMany } from './subjects.ts';

/** As many as there are, up to this. */
const WRITERS = 6_000;
const DAY_MS = 86_400_000;

/** Posts of many members from many addresses, each in another thread: nobody's limit is reached. */
export async function askPosts(database: Database): Promise<(url: string) => Asked> {
  const cookies = await signInMany(database, WRITERS);
  const threads = await findThreads(database, WRITERS);
  const said = 'Payé ce matin, quatre jours après la demande. '.repeat(6);
  let count = 0;
  return (url) => ({
    url,
    next: () => {
      count += 1;
      return {
        method: 'POST',
        path: `/api/forum/threads/${threads[count % threads.length]}/posts`,
        headers: writerHeaders(url, cookies, count),
        body: JSON.stringify({ text: `${said}${count}` }),
      };
    },
  });
}

/**
 * Reports of payouts of many members from many addresses, on all platforms. Who has signed a report would have to
 * sign the others too.
 */
export async function askReports(database: Database): Promise<(url: string) => Asked> {
  const cookies = await signInMany(database, WRITERS, 'members who sign nothing');
  const platforms = await database.sql(
    statement({ slug: col.text }, 'SELECT slug FROM platform ORDER BY slug'),
  );
  const askedOn = new Date(Date.now() - 9 * DAY_MS).toISOString().slice(0, 10);
  const receivedOn = new Date(Date.now() - 3 * DAY_MS).toISOString().slice(0, 10);
  let count = 0;
  return (url) => ({
    url,
    next: () => {
      count += 1;
      return {
        method: 'POST',
        path: '/api/payouts',
        headers: writerHeaders(url, cookies, count),
        body: JSON.stringify({
          platform: platforms[count % platforms.length]?.slug,
          outcome: 'received',
          expected: `${10 + (count % 30)},50`,
          currency: 'EUR',
          method: 'paypal',
          askedOn,
          receivedOn,
        }),
      };
    },
  });
}

function writerHeaders(
  url: string,
  cookies: readonly string[],
  count: number,
): Record<string, string> {
  return {
    'content-type': 'application/json',
    cookie: cookies[count % cookies.length] ?? '',
    origin: url,
    'x-forwarded-for': `10.${(count >> 16) & 255}.${(count >> 8) & 255}.${count & 255}`,
  };
}
