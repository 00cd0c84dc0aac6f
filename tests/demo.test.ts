import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { verifyPassword } from '#server/accounts/passwords.ts';
import { demoStart, planCommunity } from '#server/demo/community.ts';
import { demoPassword, loadDemo } from '#server/demo/load.ts';
import { DemoRefused, demoState } from '#server/demo/mark.ts';
import { coverDigits, drawPicture } from '#server/demo/picture.ts';
import type { DemoEvent } from '#server/demo/plan.ts';
import { simulateStandings } from '#server/demo/simulate.testing.ts';
import { fileNames } from '#server/files/images.ts';
import { readBareWebp } from '#server/files/webp.ts';
import { readIncident } from '#server/incidents/rules.ts';
import { readPayout } from '#server/payouts/rules.ts';
import { readReview } from '#server/reviews/rules.ts';
import { openSecrets } from '#server/secrets.ts';
import { today } from '#shared/days.ts';
import { STANDING_STATES } from '#shared/platforms.ts';
import { createTestApp, TEST_START } from './support/app.ts';
import { makeMember } from './support/factories.ts';

const site = await createTestApp({ embedded: true, demo: true });
const inhabited = await createTestApp({ embedded: true });
const INVENTED = ['tacheo', 'piecettes', 'sondomatic'];
const SMALL = 0.2;
const LOAD_TIMEOUT_MS = 240_000;

const hashOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex');

describe('the plan', () => {
  const plan = planCommunity({ now: TEST_START });
  const of = <Kind extends DemoEvent['act']['kind']>(
    kind: Kind,
  ): Extract<DemoEvent['act'], { kind: Kind }>[] =>
    plan.events.flatMap(({ act }) =>
      act.kind === kind ? [act as Extract<DemoEvent['act'], { kind: Kind }>] : [],
    );

  test('is the same for the same seed, and another for another', () => {
    expect(hashOf(planCommunity({ now: TEST_START }))).toBe(hashOf(plan));
    expect(hashOf(planCommunity({ now: TEST_START, seed: 25 }))).not.toBe(hashOf(plan));
  });

  test('is as large as the design says', () => {
    const payouts = of('publish-payout').length - of('withdraw-payout').length;
    const reviews = new Set(
      plan.events.flatMap(({ member, act }) =>
        act.kind === 'review' ? [`${member} ${act.slug}`] : [],
      ),
    );
    const pictures = plan.events.filter(({ act }) => 'picture' in act && act.picture !== null);
    expect(plan.members).toHaveLength(200);
    expect(Math.abs(payouts - 600)).toBeLessThan(20);
    expect(Math.abs(reviews.size - 150)).toBeLessThan(15);
    expect(pictures.length / payouts).toBeGreaterThan(0.55);
    expect(pictures.length / payouts).toBeLessThan(0.7);
    expect(of('publish-incident').length).toBeGreaterThan(20);
    expect(of('correct').length).toBeGreaterThan(25);
    expect(new Set(of('review').map(({ facts }) => facts.text)).size).toBeGreaterThan(60);
  });

  test('reaches over the twelve months and has something of each kind', () => {
    const months = new Set(of('publish-payout').map(({ facts }) => facts.askedOn.slice(0, 7)));
    expect(months.size).toBeGreaterThanOrEqual(12);
    const kinds = new Set(plan.events.map(({ act }) => act.kind));
    expect([...kinds]).toEqual(
      expect.arrayContaining(['dispute', 'undo', 'leave', 'decide', 'echo', 'still-waiting']),
    );
    const methods = new Set(of('publish-payout').map(({ facts }) => facts.method));
    expect([...methods]).toEqual(expect.arrayContaining(['orange-money', 'wave', 'mvola']));
  });

  test('has nothing after now, and nothing of a member before she joined', () => {
    const joined = new Map(plan.members.map((member) => [member.pseudonym, member.joinedAt]));
    for (const { at, member, act } of plan.events) {
      expect(at <= TEST_START, `${act.kind} of ${member}`).toBe(true);
      expect(at >= (joined.get(member) ?? TEST_START), `${act.kind} of ${member}`).toBe(true);
      expect(at > demoStart(TEST_START)).toBe(true);
    }
  });

  test('says only what the forms accept on that day', () => {
    for (const { at, act } of plan.events) {
      if (act.kind === 'publish-payout' || act.kind === 'close-payout') {
        expect(readPayout(act.facts, today(at), null)).not.toHaveProperty('issues');
      }
      if (act.kind === 'publish-incident') readIncident(act.facts, today(at));
      if (act.kind === 'review') readReview(act.facts, today(at));
    }
  });

  test.each(['2027-01-01T00:10:00Z', '2027-02-14T12:00:00Z', '2027-05-31T23:50:00Z'])(
    'leads to every standing when it is loaded at %s, the bad ones on invented names alone',
    (at) => {
      const now = new Date(at);
      const standings = [...simulateStandings(planCommunity({ now }), now)];
      expect(new Set(standings.map(([, { state }]) => state))).toEqual(new Set(STANDING_STATES));
      const bad = standings.filter(
        ([, { state }]) => state === 'doubtful' || state === 'not-paying',
      );
      expect(bad.map(([slug]) => slug).toSorted()).toEqual(['piecettes', 'tacheo']);
      for (const [slug, { past }] of standings) {
        if (INVENTED.includes(slug)) continue;
        expect(past, slug).not.toContain('doubtful');
        expect(past, slug).not.toContain('not-paying');
      }
      const praised = standings.find(([slug]) => slug === 'sondomatic');
      expect(praised?.[1].markers.mostlyNewAccounts).toBe(true);
    },
  );
});

describe('a picture', () => {
  const picture = {
    screen: 'bank',
    platform: 'Clickworker',
    minor: 2743,
    currency: 'EUR',
    month: '2026-03',
    seed: 7,
  } as const;

  test('is drawn the same each time, in two sizes with no more than pixels in them', async () => {
    const [one, two] = await Promise.all([drawPicture(picture), drawPicture(picture)]);
    expect(one.key).toBe(two.key);
    expect(createHash('sha256').update(one.reading.bytes).digest('hex')).toBe(one.key);
    expect(readBareWebp(one.reading.bytes)).toEqual({ width: 540, height: 1080 });
    expect(readBareWebp(one.thumbnail.bytes)).toEqual({ width: 320, height: 640 });
  });

  test.each([
    ['27,43 €', 2743, '27,██ €'],
    ['112,40 $', 11_240, '11█,██ $'],
    ['0,57 €', 57, '0,57 €'],
    ['27 €', 2700, '27 €'],
    ['8 525 F CFA', 8525, '8 5██ F CFA'],
  ])('shows no more of %s than the site publishes', (amount, minor, legible) => {
    expect(coverDigits(amount, minor)).toBe(legible);
  });
});

describe('loading on the embedded database', () => {
  const { database, store } = site;
  const secrets = openSecrets(null, site.dataDir);
  const lines: string[] = [];
  const parts = {
    database,
    store,
    secrets,
    now: TEST_START,
    scale: SMALL,
    say: (line: string) => void lines.push(line),
  };
  beforeAll(async () => {
    await loadDemo(parts);
  }, LOAD_TIMEOUT_MS);

  test('brings every standing, with changes dated over the year', async () => {
    const platforms = await database.sql<{ slug: string; state: string }>(
      `SELECT p.slug, s.state FROM platform p JOIN platform_summary s ON s.platform_id = p.id`,
    );
    expect(new Set(platforms.map(({ state }) => state))).toEqual(new Set(STANDING_STATES));
    expect(platforms.map(({ slug }) => slug)).toEqual(expect.arrayContaining(INVENTED));
    const [changes] = await database.sql<{ months: number; last: string }>(
      `SELECT count(DISTINCT date_trunc('month', day))::int AS months, max(day)::text AS last
         FROM standing_change`,
    );
    expect(changes?.months).toBeGreaterThan(4);
    expect(changes?.last.localeCompare(today(TEST_START))).toBeLessThanOrEqual(0);
  });

  test('agrees with the simulation, which stands for it at full size', async () => {
    const simulated = simulateStandings(planCommunity(parts), TEST_START);
    const platforms = await database.sql<{ slug: string; state: string }>(
      `SELECT p.slug, s.state FROM platform p JOIN platform_summary s ON s.platform_id = p.id`,
    );
    for (const { slug, state } of platforms) {
      expect(state, slug).toBe(simulated.get(slug)?.state ?? 'unknown');
    }
  });

  test('leaves no picture without its two files', async () => {
    const screenshots = await database.prisma.screenshot.findMany({ select: { key: true } });
    expect(screenshots.length).toBeGreaterThan(50);
    for (const { key } of screenshots) {
      const names = fileNames(key);
      expect(await store.get(names.reading)).not.toBeNull();
      expect(await store.get(names.thumbnail)).not.toBeNull();
    }
  });

  test('lets a developer sign in as a member and as a moderator, and says how', async () => {
    const password = demoPassword(secrets);
    for (const pseudonym of ['demo', 'demo-mod']) {
      const member = await database.prisma.member.findFirstOrThrow({
        where: { pseudonym },
        include: { roles: true },
      });
      expect(await verifyPassword(member.passwordHash, password)).toBe(true);
      expect(member.roles.length > 0).toBe(pseudonym === 'demo-mod');
    }
    expect(lines.at(-1)).toContain(password);
    expect(lines.filter((line) => line.startsWith('Demo: '))).not.toHaveLength(0);
  });

  test('makes every page say so, and keeps search engines away', async () => {
    for (const path of ['/fr', '/fr/plateformes/clickworker', '/fr/registre']) {
      const page = await site.get(path);
      expect(page.body, path).toContain('membres et chiffres inventés');
      expect(page.body, path).toContain('noindex');
    }
  });

  test('happens once: a second time changes nothing', async () => {
    const before = await database.prisma.recordEntry.count();
    expect(await loadDemo(parts)).toBe(false);
    expect(await database.prisma.recordEntry.count()).toBe(before);
    expect(lines.at(-2)).toContain('already');
  });
});

describe('loading elsewhere', () => {
  test('is refused where a member is, and leaves no trace', async () => {
    await makeMember(inhabited);
    const parts = {
      database: inhabited.database,
      store: inhabited.store,
      secrets: openSecrets(null, inhabited.dataDir),
      now: TEST_START,
      say: () => {},
    };
    await expect(loadDemo(parts)).rejects.toThrow(DemoRefused);
    expect(await demoState(inhabited.database)).toBe('none');
    expect((await inhabited.get('/fr')).body).not.toContain('membres et chiffres inventés');
  });
});
