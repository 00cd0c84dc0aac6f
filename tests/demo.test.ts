import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { verifyPassword } from '#server/accounts/passwords.ts';
import type { Viewer } from '#server/accounts/viewer.ts';
import { PROOF_LEVEL } from '#server/checks/proof-level.ts';
import { findCheck } from '#server/checks/queries.ts';
import { demoStart, planCommunity } from '#server/demo/community.ts';
import { demoPassword, loadDemo } from '#server/demo/load.ts';
import { INVENTED as INVENTED_FACTS } from '#server/demo/facts.ts';
import { DemoRefused, demoState } from '#server/demo/mark.ts';
import { HIRED } from '#server/demo/names.ts';
import { coverDigits, drawPicture } from '#server/demo/picture.ts';
import type { DemoEvent } from '#server/demo/plan.ts';
import { simulateStandings } from '#server/demo/simulate.testing.ts';
import { fileNames } from '#server/files/images.ts';
import { readBareWebp } from '#server/files/webp.ts';
import { readIncident } from '#server/incidents/rules.ts';
import { findOwnClaims } from '#server/payouts/open-claims.ts';
import { readPayout, settleClaim } from '#server/payouts/rules.ts';
import { readReview } from '#server/reviews/rules.ts';
import { openSecrets } from '#server/secrets.ts';
import { CLOSINGS } from '#shared/claims.ts';
import { today } from '#shared/days.ts';
import { REFUSALS, type PayoutFacts } from '#shared/payouts.ts';
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
    expect(hashOf(planCommunity({ now: TEST_START, seed: 99 }))).not.toBe(hashOf(plan));
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

  test('reaches over two years and has something of each kind', () => {
    const months = new Set(of('publish-payout').map(({ facts }) => facts.askedOn.slice(0, 7)));
    expect(months.size).toBeGreaterThanOrEqual(22);
    const kinds = new Set(plan.events.map(({ act }) => act.kind));
    expect([...kinds]).toEqual(
      expect.arrayContaining([
        ...['dispute', 'undo', 'leave', 'decide', 'echo', 'still-waiting', 'close-claim'],
        ...['confirm', 'doubt', 'opine', 'settle', 'decide-finding'],
      ]),
    );
    const methods = new Set(of('publish-payout').map(({ facts }) => facts.method));
    expect([...methods]).toEqual(expect.arrayContaining(['orange-money', 'wave', 'mvola']));
  });

  test('closes claims in each way, refused for each reason', () => {
    const answers = of('close-claim').map(({ answer }) => answer);
    expect(new Set(answers.map(({ answer }) => answer))).toEqual(new Set(CLOSINGS));
    expect(answers.some(({ afterReply }) => afterReply)).toBe(true);
    const facts = [...of('publish-payout'), ...of('close-payout')].map((act) => act.facts);
    const reasons = [...facts, ...answers].flatMap(({ refusal }) => refusal ?? []);
    expect(new Set(reasons)).toEqual(new Set(REFUSALS));
    expect(facts.some(({ dateForgotten }) => dateForgotten)).toBe(true);
  });

  test('has about a third of the proofs confirmed, and most members say where they live', () => {
    const pictures = plan.events.filter(({ act }) => 'picture' in act && act.picture !== null);
    const confirmed = new Set(of('confirm').map((act) => act.of));
    expect(confirmed.size / pictures.length).toBeGreaterThan(0.25);
    expect(confirmed.size / pictures.length).toBeLessThan(0.45);
    const somewhere = of('join').filter(({ country }) => country !== null);
    expect(somewhere.length / plan.members.length).toBeGreaterThan(0.7);
  });

  test('has nothing after now, and nothing before its member joined or its platform was added', () => {
    const joined = new Map(plan.members.map((member) => [member.pseudonym, member.joinedAt]));
    const added = new Map(
      INVENTED_FACTS.map(({ slug, age }) => [slug, TEST_START.getTime() - (age - 1) * 86_400_000]),
    );
    for (const { at, member, act } of plan.events) {
      if ('slug' in act) expect(at.getTime()).toBeGreaterThan(added.get(act.slug) ?? 0);
      expect(at <= TEST_START, `${act.kind} of ${member}`).toBe(true);
      expect(at >= (joined.get(member) ?? TEST_START), `${act.kind} of ${member}`).toBe(true);
      expect(at > demoStart(TEST_START)).toBe(true);
    }
  });

  test('says only what the forms accept on that day', () => {
    const told = new Map<string, PayoutFacts>();
    for (const { at, act } of plan.events) {
      if (act.kind === 'publish-payout') told.set(act.key, act.facts);
      if (act.kind === 'close-claim') {
        const { askedOn } = told.get(act.of) ?? { askedOn: '9999-12-31' };
        const settled = settleClaim({ askedOn, expectedMinor: 1 }, act.answer, today(at));
        expect(settled).not.toHaveProperty('issues');
      }
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
      for (const [slug, { past, findings }] of standings) {
        if (INVENTED.includes(slug)) continue;
        expect([...findings.keys()], slug).toEqual([]);
        expect(past, slug).not.toContain('doubtful');
        expect(past, slug).not.toContain('not-paying');
      }
      const praised = standings.find(([slug]) => slug === 'sondomatic');
      expect(praised?.[1].markers.mostlyNewAccounts).toBe(true);
      const found = new Map(standings).get('piecettes')?.findings.get('cohort praise');
      expect(found).toMatchObject({ kind: 'cohort', suspects: { length: HIRED.length } });
      expect(new Map(standings).get('tacheo')?.findings.has('burst blame')).toBe(true);
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

  test('has proofs that others confirmed, and questions in each state', async () => {
    const levels = await database.sql<{ level: string }>(
      `SELECT DISTINCT ${PROOF_LEVEL} AS level
         FROM payout p LEFT JOIN screenshot s ON s.payout_id = p.id`,
    );
    expect(levels.map(({ level }) => level).toSorted()).toEqual([
      'confirmed',
      'declared',
      'screenshot',
    ]);
    const questions = await database.prisma.proofCheck.findMany({ include: { opinions: true } });
    const kinds = questions.map(({ origin, state }) => `${origin} ${state}`);
    expect(kinds).toEqual(
      expect.arrayContaining(['match open', 'doubt open', 'doubt upheld', 'doubt dismissed']),
    );
    const match = questions.find(({ origin }) => origin === 'match');
    expect(match).toMatchObject({ similarity: 1, opinions: { length: 1 } });
  });

  test('has a covered picture that the moderator may decide on', async () => {
    const [question] = await database.sql<{ id: string; covered: boolean }>(
      `SELECT k.id, s.covered_until > $1::timestamptz AS covered
         FROM proof_check k JOIN screenshot s ON s.payout_id = k.payout_id
        WHERE k.reason = 'personal-data' AND k.state = 'open'`,
      [TEST_START.toISOString()],
    );
    const moderator = await database.prisma.member.findFirstOrThrow({
      where: { pseudonym: 'demo-mod' },
    });
    const viewer: Viewer = {
      id: moderator.id,
      pseudonym: 'demo-mod',
      language: 'fr',
      established: moderator.establishedOn !== null,
      roles: ['moderator'],
    };
    const check = await findCheck(database.sql, viewer, question?.id ?? '', TEST_START);
    expect(question?.covered).toBe(true);
    expect(check.can.decide).toBe(true);
    expect(check.picture).not.toBeNull();
  });

  test('has a campaign whose suspects weigh nothing, and a finding that a decision lifted', async () => {
    const findings = await database.prisma.finding.findMany({
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
    const bought = await database.prisma.incident.findFirstOrThrow({
      where: { kind: 'posts-bought' },
      include: { screenshot: true, echoes: true },
    });
    expect(bought.screenshot).not.toBeNull();
    expect(bought.echoes.length).toBeGreaterThan(0);
  });

  test('has claims that await an answer of its member, others without news, and figures by country', async () => {
    const member = await database.prisma.member.findFirstOrThrow({ where: { pseudonym: 'demo' } });
    const viewer: Viewer = {
      id: member.id,
      pseudonym: 'demo',
      language: 'fr',
      established: member.establishedOn !== null,
      roles: [],
    };
    const { claims } = await findOwnClaims(database.sql, viewer, TEST_START);
    expect(claims.filter(({ askedSince }) => askedSince !== null).length).toBeGreaterThan(0);
    expect(claims.filter(({ askedSince }) => askedSince === null).length).toBeGreaterThan(0);
    expect(await database.prisma.payout.count({ where: { noNews: true } })).toBeGreaterThan(0);
    const [countries] = await database.sql<{ most: number }>(
      `SELECT max(jsonb_array_length(evidence->'countries'->'groups')) AS most FROM platform_summary`,
    );
    expect(countries?.most).toBeGreaterThan(1);
  });

  test('keeps of pasted messages what others may read alone', async () => {
    const messages = await database.prisma.payout.findMany({ where: { message: { not: null } } });
    expect(messages.length).toBeGreaterThan(2);
    for (const { message } of messages) {
      expect(message).toContain('█');
      expect(message).not.toMatch(/\d{4}/);
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
