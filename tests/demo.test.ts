import { beforeAll, describe, expect, test } from 'vitest';
import { verifyPassword } from '#server/identity/accounts/password-hashing.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { loadSigningKeys } from '#server/collective/pledges/signing-keys.ts';
import { PROOF_LEVEL_SQL } from '#server/evidence/proof-verification/proof-level.ts';
import { findCheck } from '#server/evidence/proof-verification/queries.ts';
import { loadPayoutEvidence } from '#server/evidence/standings/refresh-platform-figures.ts';
import { loadDemo } from '#server/portability/demo/load-demo.ts';
import { deriveSharedDemoPassword } from '#server/portability/demo/demo-accounts.ts';
import { HIRED } from '#demo/names.ts';
import { imageFileNames } from '#server/media/files/store-image.ts';
import { findOwnClaims } from '#server/evidence/payouts/claim-queries.ts';
import { MESSAGE_KEY_PURPOSE } from '#server/community/private-messages/keys.ts';
import { decryptRowTexts } from '#server/database/shredding/sealed-text.ts';
import { openSecrets } from '#server/core/secrets.ts';
import { col, statement } from '#server/database/sql.ts';
import { today } from '#shared/core/days.ts';
import { STANDING_STATES } from '#shared/directory/standing-states.ts';
import { NO_NEWS_REMINDERS } from '#shared/evidence/standing-constants.ts';
import type { TestApp } from './support/app.ts';
import { INVENTED, demoAfter, partsOf, standingsOf } from './support/demo.ts';
import { dumpOf, verifyDump } from './support/verifier.ts';

describe('a demo taken into use months after it was made', () => {
  let site: TestApp;
  let now: Date;
  const lines: string[] = [];
  beforeAll(async () => {
    site = await demoAfter(137);
    now = site.clock.now;
  });

  test('brings every standing, with changes dated over the year', async () => {
    const platforms = await standingsOf(site);
    expect(new Set(platforms.map(({ state }) => state))).toEqual(new Set(STANDING_STATES));
    expect(platforms.map(({ slug }) => slug)).toEqual(expect.arrayContaining(INVENTED));
    const [changes] = await site.database.sql(
      statement(
        { months: col.int, last: col.day },
        `SELECT count(DISTINCT date_trunc('month', day))::int AS months, max(day) AS last FROM standing_change`,
      ),
    );
    expect(changes?.months).toBeGreaterThan(4);
    expect(changes?.last.localeCompare(today(now))).toBeLessThanOrEqual(0);
  });

  test('is, in all that everybody can read, what the record says of it', async () => {
    // Once nothing of it is new any more, texts included.
    const later = new Date(now.getTime() + 60 * 86_400_000);
    const { faults, compared } = await verifyDump(await dumpOf(site, undefined, later));
    expect(faults).toEqual([]);
    expect(compared.counts.never).toMatchObject({ removed: 1, older: 0 });
    const posts = await site.database.prisma.forumPost.count({ where: { withdrawnOn: null } });
    expect(compared.counts.compared.things).toBeGreaterThan(posts);
    expect(compared.counts.compared.acts).toBeGreaterThan(100);
    expect(compared.pictures.compared).toBeGreaterThan(20);
    // Nor does the record say who did it.
    expect(await site.database.prisma.recordEntry.count({ where: { NOT: { actor: null } } })).toBe(
      0,
    );
  });

  test('leaves no picture without its two files', async () => {
    const screenshots = await site.database.prisma.screenshot.findMany({ select: { key: true } });
    expect(screenshots.length).toBeGreaterThan(50);
    for (const { key } of screenshots) {
      const names = imageFileNames(key);
      expect(await site.store.get(names.reading)).not.toBeNull();
      expect(await site.store.get(names.thumbnail)).not.toBeNull();
    }
  });

  test('has proofs that others confirmed, and questions in each state', async () => {
    const levels = await site.database.sql(
      statement(
        { level: col.text },
        `SELECT DISTINCT ${PROOF_LEVEL_SQL} AS level
         FROM payout p LEFT JOIN screenshot s ON s.payout_id = p.id`,
      ),
    );
    expect(levels.map(({ level }) => level).toSorted()).toEqual([
      'confirmed',
      'declared',
      'screenshot',
    ]);
    const questions = await site.database.prisma.proofCheck.findMany({
      include: { opinions: true },
    });
    const kinds = questions.map(({ origin, state }) => `${origin} ${state}`);
    expect(kinds).toEqual(
      expect.arrayContaining(['match open', 'doubt open', 'doubt upheld', 'doubt dismissed']),
    );
    const match = questions.find(({ origin }) => origin === 'match');
    expect(match).toMatchObject({ similarity: 1, opinions: { length: 1 } });
  });

  test('has a covered picture that the moderator may decide on', async () => {
    const [question] = await site.database.sql(
      statement(
        { id: col.text },
        `SELECT k.id FROM proof_check k JOIN screenshot s ON s.payout_id = k.payout_id
          WHERE k.reason = 'personal-data' AND k.state = 'open' AND s.covered_until > $1::timestamptz`,
      ),
      [now.toISOString()],
    );
    const moderator = await site.database.prisma.member.findFirstOrThrow({
      where: { pseudonym: 'demo-mod' },
    });
    const viewer: Viewer = {
      id: moderator.id,
      pseudonym: 'demo-mod',
      language: 'fr',
      established: moderator.establishedOn !== null,
      roles: ['moderator'],
    };
    const check = await findCheck(site.database.sql, viewer, question?.id ?? '', now);
    expect(check.can.decide).toBe(true);
    expect(check.picture).not.toBeNull();
  });

  test('has a campaign whose suspects weigh nothing, and a finding that a decision lifted', async () => {
    const findings = await site.database.prisma.finding.findMany({
      where: { endedOn: null },
      include: { platform: true, _count: { select: { suspects: true } } },
    });
    const found = findings.map(
      ({ platform, kind, direction, liftedOn, _count }) =>
        `${platform.slug} ${kind} ${direction} ${liftedOn === null ? 'stands' : 'lifted'} ${_count.suspects}`,
    );
    expect(found).toEqual(
      expect.arrayContaining([
        `piecettes cohort praise stands ${HIRED.length}`,
        'tacheo burst blame lifted 0',
      ]),
    );
    expect(found.filter((one) => !INVENTED.includes(one.split(' ')[0] ?? ''))).toEqual([]);
    const bought = await site.database.prisma.incident.findFirstOrThrow({
      where: { kind: 'posts-bought' },
      include: { screenshot: true, echoes: true },
    });
    expect(bought.screenshot).not.toBeNull();
    expect(bought.echoes.length).toBeGreaterThan(0);
  });

  test('has claims that await an answer of its member, and others without news', async () => {
    const member = await site.database.prisma.member.findFirstOrThrow({
      where: { pseudonym: 'demo' },
    });
    const viewer: Viewer = {
      id: member.id,
      pseudonym: 'demo',
      language: 'fr',
      established: member.establishedOn !== null,
      roles: [],
    };
    const { claims } = await findOwnClaims(
      site.database.sql,
      openSecrets(null, site.dataDir),
      viewer,
      now,
    );
    expect(claims.filter(({ askedSince }) => askedSince !== null).length).toBeGreaterThan(0);
    expect(claims.filter(({ askedSince }) => askedSince === null).length).toBeGreaterThan(0);
    const platforms = await site.database.prisma.platform.findMany({ select: { id: true } });
    const weighed = await Promise.all(
      platforms.map(({ id }) => loadPayoutEvidence(site.database.sql, id, today(now))),
    );
    const waiting = weighed.flat().filter(({ evidence }) => evidence.state === 'waiting');
    expect(waiting.some(({ evidence }) => evidence.unansweredReminders >= NO_NEWS_REMINDERS)).toBe(
      true,
    );
  });

  test('has tasks with an hourly rate, and clients under several names, two of which were joined', async () => {
    const { prisma, sql } = site.database;
    expect(await prisma.task.count()).toBeGreaterThan(45);
    const hourly = `SELECT 1 FROM task WHERE figures->'hourly'->>'median' IS NOT NULL`;
    expect(await sql(hourly)).toBeGreaterThan(30);
    const clients = await prisma.client.count();
    expect(clients).toBeGreaterThan(20);
    expect(await sql('SELECT 1 FROM client WHERE root_id <> id')).toBe(1);
    expect(await prisma.clientSummary.count()).toBeGreaterThanOrEqual(clients - 1);
    expect(await site.database.prisma.clientReview.count()).toBeGreaterThan(10);
    expect(await site.database.prisma.clientGuess.count()).toBeGreaterThan(3);
    const page = await site.get('/fr/taches');
    expect(page.body).toContain('Relever le prix de dix produits');
  });

  test('has a lively forum, with an edited post, one taken back, cards, calls and quotes', async () => {
    const threads = site.database.prisma.forumThread;
    expect(await threads.count()).toBeGreaterThan(35);
    expect(await threads.count({ where: { pinned: true } })).toBe(1);
    expect(await threads.count({ where: { closedOn: { not: null } } })).toBeGreaterThan(0);
    const [posts] = await site.database.sql(
      statement(
        {
          all: col.int,
          withdrawn: col.int,
          edited: col.int,
          quoting: col.int,
          calling: col.int,
          cards: col.list(col.text),
        },
        `SELECT count(*)::int AS all, count(withdrawn_on)::int AS withdrawn,
              (SELECT count(*)::int FROM forum_post_version) AS edited,
              count(*) FILTER (WHERE html LIKE '%class="quote"%')::int AS quoting,
              count(*) FILTER (WHERE html LIKE '%class="mention"%')::int AS calling,
              array(SELECT DISTINCT c->>'kind' FROM forum_post, jsonb_array_elements(cards) c
                     ORDER BY 1) AS cards
         FROM forum_post`,
      ),
    );
    expect(posts?.all).toBeGreaterThan(180);
    expect(posts?.withdrawn).toBe(1);
    expect(posts?.edited).toBeGreaterThan(1);
    expect(posts?.quoting).toBeGreaterThan(10);
    expect(posts?.calling).toBeGreaterThan(2);
    expect(posts?.cards).toEqual(['boycott', 'platform', 'proof']);
    const page = await site.get('/fr/forum');
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Un merci, simplement');
  });

  test('has cases that wait, before a jury and decided, of which its member is told', async () => {
    const cases = await site.database.prisma.moderationCase.findMany();
    expect(cases.map(({ state }) => state)).toEqual(
      expect.arrayContaining(['open', 'jury', 'closed']),
    );
    const decisions = await site.database.prisma.decision.findMany({
      where: { caseId: { not: null } },
    });
    expect(new Set(decisions.map(({ kind }) => kind))).toEqual(
      new Set(['hide', 'remove', 'veil', 'dismiss']),
    );
    const member = await site.database.prisma.member.findFirstOrThrow({
      where: { pseudonym: 'demo' },
    });
    const told = await site.database.prisma.inboxItem.findMany({
      where: { memberId: member.id, kind: 'decision' },
    });
    expect(told.map(({ facts }) => (facts as { measure?: string }).measure).toSorted()).toEqual([
      'dismiss',
      'hide',
    ]);
    const page = await site.get('/fr/moderation/decisions');
    expect(page.body).toContain('Message du forum');
  });

  test('leaves its member threads to read, things that she follows, and lines in her inbox', async () => {
    const member = await site.database.prisma.member.findFirstOrThrow({
      where: { pseudonym: 'demo' },
    });
    const memberId = member.id;
    const follows = await site.database.prisma.follow.findMany({ where: { memberId } });
    expect(new Set(follows.map(({ kind }) => kind))).toEqual(new Set(['thread', 'platform']));
    const unread = await site.database.prisma.inboxItem.findMany({
      where: { memberId, readAt: null },
    });
    expect(unread.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['thread', 'quote', 'message']),
    );
    const between = { OR: [{ senderId: memberId }, { recipientId: memberId }] };
    expect(await site.database.prisma.privateMessage.count({ where: between })).toBeGreaterThan(3);
    const begun = await site.database.sql(
      `SELECT 1 FROM forum_read r JOIN forum_thread t ON t.id = r.thread_id
        WHERE r.member_id = $1 AND r.place < t.posts`,
      [memberId],
    );
    expect(begun).toBeGreaterThan(2);
  });

  test('lets a developer sign in as a member and as a moderator, and says how', async () => {
    const password = deriveSharedDemoPassword(openSecrets(null, site.dataDir));
    for (const pseudonym of ['demo', 'demo-mod']) {
      const member = await site.database.prisma.member.findFirstOrThrow({
        where: { pseudonym },
        include: { roles: true },
      });
      expect(await verifyPassword(member.passwordHash, password)).toBe(true);
      expect(member.roles.length > 0).toBe(pseudonym === 'demo-mod');
    }
  });

  test('opens private messages, and signs for boycotts, with keys of its own', async () => {
    const secrets = openSecrets(null, site.dataDir);
    const messages = await site.database.prisma.privateMessage.findMany();
    const opened = await decryptRowTexts(secrets, MESSAGE_KEY_PURPOSE, messages);
    expect(opened.length).toBeGreaterThan(3);
    expect(opened).not.toContain(null);
    const keys = await site.database.prisma.boycottKey.findMany({
      where: { privateKey: { not: null } },
    });
    expect(keys.length).toBeGreaterThan(0);
    for (const { boycottId, rank } of keys) {
      const signing = site.database.prisma.$transaction((tx) =>
        loadSigningKeys(tx, secrets, boycottId, rank),
      );
      expect((await signing).own).not.toBeNull();
    }
  });

  test('makes every page say so, and keeps search engines away', async () => {
    for (const path of ['/fr', '/fr/plateformes/clickworker', '/fr/registre']) {
      const page = await site.get(path);
      expect(page.body, path).toContain('membres et chiffres inventés');
      expect(page.body, path).toContain('noindex');
    }
  });

  test('happens once: a second time changes nothing', async () => {
    const before = await site.database.prisma.recordEntry.count();
    const say = (line: string) => void lines.push(line);
    expect(await loadDemo({ ...partsOf(site, now), say })).toBe(false);
    expect(await site.database.prisma.recordEntry.count()).toBe(before);
    expect(lines.at(-2)).toContain('already');
    expect(lines.at(-1)).toContain(deriveSharedDemoPassword(openSecrets(null, site.dataDir)));
  });
});
