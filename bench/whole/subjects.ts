import { createSessions } from '#server/identity/accounts/sessions.ts';
import type { Database } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import type { Asked } from './request-rate.ts';

/** A page of the site, and the same rows on the bare server. */
export type Read = {
  readonly name: string;
  readonly json: string;
  readonly html: string;
  readonly bare: string;
};

/** A thread of fifty posts, the platform with most evidence, the ranking. */
export async function findReads({ sql }: Database): Promise<Read[]> {
  const [thread] = await sql(
    statement({ id: col.text }, 'SELECT id FROM forum_thread ORDER BY abs(posts - 50), id LIMIT 1'),
  );
  const [platform] = await sql(
    statement(
      { slug: col.text },
      `SELECT p.slug FROM platform p JOIN platform_summary s ON s.platform_id = p.id
      ORDER BY s.payouts DESC, p.id LIMIT 1`,
    ),
  );
  if (thread === undefined || platform === undefined) throw new Error('Nothing to read there.');
  return [
    {
      name: 'thread',
      json: `/api/forum/threads/${thread.id}`,
      html: `/fr/forum/sujets/${thread.id}`,
      bare: `/posts?thread=${thread.id}&from=1`,
    },
    {
      name: 'platform',
      json: `/api/platforms/${platform.slug}`,
      html: `/fr/plateformes/${platform.slug}`,
      bare: `/platform?slug=${platform.slug}`,
    },
    { name: 'ranking', json: '/api/platforms', html: '/fr/plateformes', bare: '/ranking' },
  ];
}

/** Threads that are open to all, for posts that nobody limits: each member writes one. */
export async function findThreads({ sql }: Database, most: number): Promise<string[]> {
  const rows = await sql(
    statement(
      { id: col.text },
      `SELECT id FROM forum_thread WHERE closed_on IS NULL AND slow_seconds IS NULL
      ORDER BY last_post_at DESC, id LIMIT $1`,
    ),
    [most],
  );
  return rows.map(({ id }) => id);
}

/** Cookies of members who are signed in, each of another one who has written before. */
export async function signInMany(
  database: Database,
  most: number,
  which: 'members who post' | 'members who sign nothing' = 'members who post',
): Promise<string[]> {
  const sessions = createSessions(database, () => new Date(), { secure: false });
  const rows = await database.sql(
    statement(
      { id: col.text },
      `SELECT m.id FROM member m WHERE ${
        which === 'members who post'
          ? '(SELECT count(*) FROM forum_post p WHERE p.member_id = m.id) > 5'
          : `NOT EXISTS (SELECT 1 FROM author a JOIN payout y ON y.author_id = a.id
              WHERE a.member_id = m.id AND y.signed)`
      } ORDER BY m.id LIMIT $1`,
    ),
    [most],
  );
  const cookies: string[] = [];
  for (const { id } of rows) {
    const cookie = await database.prisma.$transaction((tx) => sessions.start(tx, id));
    cookies.push(cookie.split(';')[0] ?? '');
  }
  return cookies;
}

/** Words as they stand in titles, some together, some as one says them after another, some with a slip. */
async function makeQuestions({ sql }: Database, draw: () => number): Promise<() => string> {
  const rows = await sql(
    statement({ title: col.text }, 'SELECT title FROM forum_thread ORDER BY md5(id) LIMIT 2000'),
  );
  const titles = rows.map(({ title }) => title.toLowerCase());
  const find = (what: RegExp): string[] => titles.flatMap((title) => title.match(what) ?? []);
  const words = find(/\p{L}{4,}/gu);
  const phrases = find(/\p{L}{4,} (?:\p{L}{1,3} )?\p{L}{4,}/gu);
  const of = (list: readonly string[]): string => list[Math.floor(draw() * list.length)] ?? '';
  const word = (): string => of(words);
  const slip = (text: string): string => `${text.slice(0, 2)}${text.slice(3)}`;
  const kinds = [
    word,
    word,
    () => `${word()} ${word()}`,
    () => `"${of(phrases)}"`,
    () => slip(word()),
  ];
  return () => {
    const kind = kinds[Math.floor(draw() * kinds.length)] ?? word;
    return `/api/search?q=${encodeURIComponent(kind())}`;
  };
}

/** Searches, the same ones each time. */
export async function searching(url: string, database: Database): Promise<Asked> {
  let state = 1;
  const draw = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const question = await makeQuestions(database, draw);
  return { url, next: () => ({ path: question() }) };
}
