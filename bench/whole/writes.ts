import type { Database } from '#server/database/db.ts';
import type { Asked } from './request-rate.ts';
import { findThreads, signInMany } from './subjects.ts';

const WRITERS = 1_500;

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
        headers: {
          'content-type': 'application/json',
          cookie: cookies[count % cookies.length] ?? '',
          origin: url,
          'x-forwarded-for': `10.${(count >> 16) & 255}.${(count >> 8) & 255}.${count & 255}`,
        },
        body: JSON.stringify({ text: `${said}${count}` }),
      };
    },
  });
}
