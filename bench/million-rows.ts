import pg from 'pg';

/** Reports of each member: the last of them waits in a slip. */
const REPORTS_EACH = 10;

/** Days of the delay that a report may tell. */
const DELAYS = 'ARRAY[2, 6, 11, 23, 45]';

/**
 * Fills a platform of an empty, seeded database: reports of three years up to `monday`, ten of each
 * member, of whom six in ten are established; two released slips each, and one that is due on that
 * Monday. Written at once, without triggers: only their number is like a real one's.
 */
export async function fillPlatform(
  url: string,
  { slug, payouts, monday }: { slug: string; payouts: number; monday: string },
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('SET session_replication_role = replica');
    await client.query('SELECT setseed(0.28)');
    const { rows } = await client.query<{ id: string }>('SELECT id FROM platform WHERE slug = $1', [
      slug,
    ]);
    const values = { platform: rows[0]?.id, payouts, monday, members: payouts / REPORTS_EACH };
    for (const text of ROWS) {
      const names = [...new Set(text.match(/(?<=:)(?:platform|payouts|monday|members)\b/g))];
      const numbered = text.replaceAll(
        /:(platform|payouts|monday|members)\b/g,
        (_, name: string) => `$${names.indexOf(name) + 1}`,
      );
      await client.query(
        numbered,
        names.map((name) => values[name as keyof typeof values]),
      );
    }
    await client.query('VACUUM ANALYZE');
  } finally {
    await client.end();
  }
}

const MEMBER_ID = `'m' || lpad((1 + i % :members::int)::text, 11, '0')`;

const ROWS = [
  `INSERT INTO member (id, pseudonym, pseudonym_key, password_hash, lang, created_at, established_on)
   SELECT 'm' || lpad(i::text, 11, '0'), 'membre-' || i, 'membre ' || i, 'none', 'fr',
          :monday::date - 1500 + random() * interval '400 days',
          CASE WHEN random() < 0.6 THEN :monday::date - 20 END
     FROM generate_series(1, :members::int) i`,
  `INSERT INTO author (id, member_id, platform_id, signed_key)
   SELECT 'a' || substr(md5(id), 1, 11), id, :platform, md5(id) FROM member`,
  `INSERT INTO payout (id, platform_id, author_id, state, currency, method, amount_band, received_share,
     asked_month, delay_days, unpaid_on, published_on, counting_on, lines_on, due_by_itself,
     unanswered_reminders, expected_days, refusal, solicited, signed)
   SELECT substr(md5(i || 'p'), 1, 12), :platform, 'a' || substr(md5(${MEMBER_ID}), 1, 11), s.state,
          'EUR', 'paypal', i % 4, CASE WHEN s.state = 'received' THEN 1 END,
          to_char(s.day - s.delay, 'YYYY-MM'), CASE WHEN s.state = 'received' THEN s.delay END,
          CASE WHEN s.state = 'waiting' AND s.day < :monday::date - 60 THEN s.day + 40 END,
          s.day, s.day + 1 + (random() * 4)::int, s.day + 1 + (random() * 13)::int, false, 0,
          CASE WHEN s.state = 'waiting' THEN 30 END,
          CASE WHEN s.state = 'refused' THEN 'quality' END, random() < 0.01, false
     FROM (SELECT i, :monday::date - 10 - (random() * 1095)::int AS day,
                  (${DELAYS})[1 + floor(random() * 5)::int] AS delay,
                  CASE WHEN r < 0.92 THEN 'received' WHEN r < 0.95 THEN 'refused'
                       WHEN r < 0.97 THEN 'given-up' ELSE 'waiting' END AS state
             FROM (SELECT i, random() AS r FROM generate_series(1, :payouts::int) i) g) s`,
  `INSERT INTO slip (id, platform_id, owner, monday, "window", outcome, detail, detail_class,
     solicited, established, released)
   SELECT 's' || substr(md5(i || 's'), 1, 11), :platform, md5('o' || i % :members::int),
          :monday::date - 7 * (1 + i % 155), 4, CASE WHEN i % 14 > 0 THEN 'paid' ELSE 'not-paid' END,
          CASE WHEN i % 14 > 9 THEN 'delay' END, CASE WHEN i % 14 > 9 THEN i % 5 END,
          false, random() < 0.6, true
     FROM generate_series(1, 2 * :members::int) i`,
  `INSERT INTO slip (id, platform_id, owner, monday, "window", outcome, solicited, released)
   SELECT 'd' || substr(md5(id), 1, 11), :platform, md5('o' || row_number() OVER ()), :monday::date, 4,
          'paid', false, false FROM author`,
  `INSERT INTO publication_spending (id, owner, platform_id, monday, price)
   SELECT id, owner, platform_id, monday, 0.5 FROM slip`,
  `INSERT INTO payout_publication (payout_id, author_id, slip_id, state)
   SELECT y.id, y.author_id, CASE WHEN y.nth = 1 THEN 'd' || substr(md5(y.author_id), 1, 11) END,
          CASE WHEN y.nth < 4 THEN 'first' ELSE 'held-back' END
     FROM (SELECT id, author_id,
                  row_number() OVER (PARTITION BY author_id ORDER BY published_on DESC, id) AS nth
             FROM payout) y`,
];
