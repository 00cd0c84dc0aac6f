import { beforeAll, describe, expect, test } from 'vitest';
import { countsInTaskFiguresSql } from '#server/database/predicates/task-report-figures.ts';
import { col, statement } from '#server/database/sql.ts';
import { openSecrets } from '#server/core/secrets.ts';
import { createSlipDeps } from '#server/evidence/publication/publish-report.ts';
import { publishAndRelease } from '#server/evidence/publication/publish-and-release.ts';
import { digestOf } from './community/digest.ts';
import { roundDelay } from '#shared/evidence/publication/rounded-payout.ts';
import { createTestApp } from '#tests/support/app.ts';
import { makeMember } from '#tests/support/factories.ts';
import { dumpOf, verifyDump } from '#tests/support/verifier.ts';
import { LoadRefused, loadCommunity } from './community/load-rows.ts';
import { sizesOf } from './community/sizes.ts';

const UNTIL = new Date('2026-11-01T00:00:00Z');
const MEMBERS = 200;
const POSTS = 800;
/** So many that some platforms show numbers. */
const PAYOUTS = 4_000;
const SEED = 5;
const LOAD_TIMEOUT_MS = 120_000;
const site = await createTestApp({ demo: true });
const again = await createTestApp();
const other = await createTestApp();
const { database } = site;

const load = (into: typeof site, seed: number) =>
  loadCommunity({
    database: into.database,
    sizes: sizesOf(MEMBERS, POSTS, { payouts: PAYOUTS }),
    seed,
    until: UNTIL,
    password: 'bench-bench-bench',
    dataDir: into.dataDir,
    secrets: openSecrets(null, into.dataDir),
    tell: () => {},
  });

beforeAll(async () => {
  await load(site, SEED);
}, LOAD_TIMEOUT_MS);

/** Counts the rows of a query that should be empty. */
async function count(text: string, params: readonly unknown[] = []): Promise<number> {
  const [row] = await database.sql(
    statement({ count: col.int }, `SELECT count(*)::int AS count ${text}`),
    params,
  );
  return row?.count ?? -1;
}

describe('the rows', () => {
  test('are as many as were asked for, in every domain', async () => {
    expect(await count('FROM member')).toBe(MEMBERS);
    expect(await count('FROM forum_post')).toBe(POSTS);
    expect(await count('FROM payout')).toBeGreaterThan(300);
    expect(await count('FROM review')).toBeGreaterThan(20);
    expect(await count('FROM task')).toBeGreaterThan(8);
    expect(await count('FROM task_report')).toBeGreaterThan(200);
    expect(await count('FROM client')).toBe(6);
    expect(await count('FROM incident')).toBeGreaterThan(2);
    for (const table of ['forum_post_version', 'forum_read', 'follow', 'client_review']) {
      expect(await count(`FROM ${table}`), table).toBeGreaterThan(0);
    }
    expect(await count('FROM forum_post WHERE withdrawn_on IS NOT NULL')).toBeGreaterThan(0);
    expect(await count('FROM session')).toBe(0);
  });

  test('have places without gaps, and threads that know their posts', async () => {
    const wrong = `FROM (SELECT t.id, t.posts, t.started_at, t.last_post_at, count(*) AS there,
        max(p.place) AS last, min(p.posted_at) AS first_at, max(p.posted_at) AS last_at
        FROM forum_thread t JOIN forum_post p ON p.thread_id = t.id GROUP BY t.id) t
      WHERE posts <> there OR posts <> last OR started_at <> first_at OR last_post_at <> last_at`;
    expect(await count(wrong)).toBe(0);
    const backwards = `FROM forum_post p JOIN forum_post q
        ON q.thread_id = p.thread_id AND q.place = p.place + 1 WHERE q.posted_at <= p.posted_at`;
    expect(await count(backwards)).toBe(0);
    expect(
      await count(
        'FROM forum_read r JOIN forum_thread t ON t.id = r.thread_id WHERE place > posts',
      ),
    ).toBe(0);
  });

  test('say of nobody that she acted before she came, nor after the end', async () => {
    const early = `FROM forum_post p JOIN member m ON m.id = p.member_id
      WHERE p.posted_at < m.created_at`;
    expect(await count(early)).toBe(0);
    const told = `FROM payout y JOIN author a ON a.id = y.author_id JOIN member m ON m.id = a.member_id
      WHERE y.published_on < m.created_at::date
         OR to_char(y.published_on, 'YYYY-MM') < y.asked_month`;
    expect(await count(told)).toBe(0);
    const late = `FROM forum_post WHERE greatest(posted_at, edited_at) >= $1`;
    expect(await count(late, [UNTIL.toISOString()])).toBe(0);
    expect(await count('FROM payout WHERE published_on >= $1::date', ['2026-11-02'])).toBe(0);
  });

  test('lead under nobody’s pseudonym to a proof that she left unsigned', async () => {
    const linked = `FROM forum_post p JOIN author a ON a.member_id = p.member_id
      JOIN payout y ON y.author_id = a.id AND NOT y.signed
      JOIN forum_thread t ON t.id = p.thread_id
     WHERE p.text LIKE '%' || y.id || '%' OR (p.place = 1 AND t.payout_id = y.id)`;
    expect(await count(linked)).toBe(0);
    expect(await count(`FROM forum_post WHERE text LIKE '%/preuves/%'`)).toBeGreaterThan(0);
  });

  test('sign all of a kind on a platform, or nothing', async () => {
    const mixed = (table: string): string => `FROM (SELECT author_id FROM ${table}
      GROUP BY author_id HAVING bool_or(signed) AND NOT bool_and(signed)) x`;
    for (const table of ['payout', 'incident', 'client_review']) {
      expect(await count(mixed(table)), table).toBe(0);
    }
    expect(await count('FROM payout WHERE signed')).toBeGreaterThan(0);
  });

  test('publish of a payout what the actions would publish', async () => {
    const payouts = await database.prisma.payout.findMany();
    for (const payout of payouts) {
      const { delayDays, receivedShare, shownMinor, showsAmount } = payout;
      if (delayDays !== null) expect(delayDays).toBe(roundDelay(delayDays));
      if (receivedShare !== null) expect([0, 0.25, 0.5, 0.75, 0.9, 1]).toContain(receivedShare);
      expect(shownMinor !== null).toBe(showsAmount);
    }
    expect(new Set(payouts.map(({ state }) => state)).size).toBeGreaterThan(2);
  });

  test('enter the public record, in the order of their days, without what was taken back', async () => {
    const posts = await count(`FROM record_entry WHERE kind = 'post-published'`);
    const payouts = await count(`FROM record_entry WHERE kind = 'payout-published'`);
    expect(posts).toBe(POSTS);
    expect(payouts).toBe(await count('FROM payout WHERE shown_from IS NOT NULL'));
    const lists = 'SELECT DISTINCT platform_id, monday FROM slip WHERE released';
    expect(await count(`FROM record_entry WHERE kind = 'slips-released'`)).toBe(
      await count(`FROM (${lists}) l`),
    );
    const kept = `FROM record_entry e JOIN forum_post p ON e.subject = 'post/' || p.id
      WHERE p.text IS NULL AND e.salt IS NOT NULL AND e.kind <> 'post-withdrawn'`;
    expect(await count(kept)).toBe(0);
  });

  test('are what the public record says, as a stranger verifies it', async () => {
    const { faults } = await verifyDump(await dumpOf(site));
    // The platforms were added after the last day of the community: their verdicts began before.
    expect(faults.filter((fault) => !fault.endsWith('(stateSince, standing.since)'))).toEqual([]);
  });
});

describe('what is written', () => {
  test('is safe to show: only the tags of posts, and no script anywhere', async () => {
    const posts = await database.sql(
      statement({ html: col.text }, 'SELECT html FROM forum_post WHERE html IS NOT NULL'),
    );
    const tags = new Set(posts.flatMap(({ html }) => html.match(/<\/?[a-z]+/g) ?? []));
    const allowed = /^<\/?(?:p|a|strong|em|s|ul|ol|li|blockquote|br|code|pre|hr)$/;
    expect([...tags].filter((tag) => !allowed.test(tag))).toEqual([]);
    expect(posts.filter(({ html }) => /\son\w+=|javascript:|style=/i.test(html))).toEqual([]);
    expect(posts.some(({ html }) => html.includes('class="quote"'))).toBe(true);
    expect(posts.some(({ html }) => html.includes('class="mention"'))).toBe(true);
  });

  test('is as long as posts are, by few who write much, with many words that come once', async () => {
    const [lengths] = await database.sql(
      statement(
        { mean: col.float, longest: col.int, shortest: col.int },
        `SELECT avg(words)::float AS mean, max(words)::int AS longest, min(words)::int AS shortest
         FROM (SELECT array_length(regexp_split_to_array(text, '\\s+'), 1) AS words
                 FROM forum_post WHERE text IS NOT NULL) w`,
      ),
    );
    expect(lengths?.mean).toBeGreaterThan(45);
    expect(lengths?.mean).toBeLessThan(95);
    expect(lengths?.shortest).toBeLessThan(8);
    expect(lengths?.longest).toBeGreaterThan(200);
    const posters = await database.sql(
      statement(
        { posts: col.int },
        `SELECT count(*)::int AS posts FROM forum_post WHERE member_id IS NOT NULL
        GROUP BY member_id ORDER BY posts DESC`,
      ),
    );
    const most = posters.slice(0, Math.ceil(posters.length / 10));
    const share = most.reduce((sum, { posts }) => sum + posts, 0) / POSTS;
    expect(share).toBeGreaterThan(0.3);
    const [words] = await database.sql(
      statement(
        { all: col.int, once: col.int },
        `SELECT count(*)::int AS all, count(*) FILTER (WHERE n = 1)::int AS once FROM (
         SELECT count(*) AS n FROM forum_post, regexp_split_to_table(lower(text), '[^[:alnum:]]+') w
          GROUP BY w) counted`,
      ),
    );
    expect(words?.all).toBeGreaterThan(2_500);
    expect((words?.once ?? 0) / (words?.all ?? 1)).toBeGreaterThan(0.3);
  });
});

describe('the site on it', () => {
  test('has computed all its figures', async () => {
    expect(await count('FROM stale_figures')).toBe(0);
    expect(await count('FROM member WHERE established_on IS NOT NULL')).toBeGreaterThan(10);
    expect(await count('FROM platform_summary WHERE ever_known')).toBeGreaterThan(10);
    expect(await count('FROM platform_summary WHERE payouts > 0')).toBeGreaterThan(8);
    const wrong = `FROM task t WHERE (t.figures IS NOT NULL) <> (5 <= (
      SELECT count(DISTINCT COALESCE(w.voice, w.id)) FROM task_report r JOIN author_weight w ON w.id = r.author_id
       WHERE r.task_id = t.id AND ${countsInTaskFiguresSql('r')} AND w.established))`;
    expect(await count(wrong)).toBe(0);
    const sums = `FROM platform_summary s WHERE payouts <> (
      SELECT count(*) FROM released_slip v WHERE v.platform_id = s.platform_id AND NOT v.solicited
         AND v.monday > $1::date - 365)`;
    expect(await count(sums, ['2026-11-01'])).toBe(0);
  });

  test('has nothing to publish that was reported before, and releases what waits on its Monday', async () => {
    const slips = createSlipDeps(openSecrets(null, site.dataDir));
    const before = await count('FROM payout_publication');
    const waiting = await count('FROM slip WHERE NOT released');
    await publishAndRelease(database, slips, UNTIL);
    expect(await count('FROM payout_publication')).toBe(before);
    expect(await count('FROM slip WHERE NOT released')).toBe(waiting);
    expect(waiting).toBeGreaterThan(0);
    expect(await count('FROM payout WHERE shown_from IS NOT NULL AND NOT signed')).toBe(0);
  });

  test('answers with its pages, which say that all of it is invented', async () => {
    const [thread] = await database.sql(
      statement(
        { id: col.text, member: col.text },
        `SELECT t.id, m.pseudonym AS member FROM forum_thread t JOIN member m ON m.id = t.member_id
        ORDER BY t.posts DESC LIMIT 1`,
      ),
    );
    const [task] = await database.sql(
      statement({ id: col.text }, 'SELECT id FROM task WHERE figures IS NOT NULL LIMIT 1'),
    );
    const [client] = await database.sql(
      statement({ slug: col.text }, 'SELECT slug FROM client LIMIT 1'),
    );
    const paths = [
      '/fr',
      '/fr/plateformes/clickworker',
      '/fr/plateformes/tacheo',
      '/fr/preuves',
      `/fr/taches/${task?.id}`,
      `/fr/clients/${client?.slug}`,
      '/fr/registre',
    ];
    for (const path of paths) {
      const page = await site.get(path);
      expect(page.statusCode, path).toBe(200);
      expect(page.body, path).toContain('membres et chiffres inventés');
    }
    for (const path of [
      '/api/forum',
      '/api/forum/categories/paiements',
      `/api/forum/threads/${thread?.id}`,
      `/api/forum/threads/${thread?.id}?page=2`,
      '/fr/forum',
      '/en/forum/categories/paiements',
      `/fr/forum/sujets/${thread?.id}?page=2`,
      `/fr/membres/${thread?.member}`,
    ]) {
      expect((await site.get(path)).statusCode, path).toBe(200);
    }
  });
});

describe('loading', () => {
  test(
    'makes the same rows of the same seed, and others of another',
    async () => {
      await load(again, SEED);
      await load(other, SEED + 1);
      const digest = await digestOf(database);
      expect(await digestOf(again.database)).toEqual(digest);
      expect((await digestOf(other.database))['forum_post']).not.toBe(digest['forum_post']);
    },
    LOAD_TIMEOUT_MS,
  );

  test('is refused where members are', async () => {
    const inhabited = await createTestApp();
    await makeMember(inhabited);
    await expect(load(inhabited, 1)).rejects.toThrow(LoadRefused);
    expect(await inhabited.database.prisma.forumThread.count()).toBe(0);
  });
});
