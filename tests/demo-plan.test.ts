import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { demoStart, planCommunity } from '#demo/community.ts';
import { INVENTED as INVENTED_FACTS } from '#demo/facts.ts';
import { THREAD_SCRIPTS } from '#demo/forum.ts';
import { HIRED } from '#demo/names.ts';
import { coverDigits, drawPicture } from '#demo/picture.ts';
import type { DemoEvent } from '#demo/plan.ts';
import { simulateStandings } from '#demo/simulate.testing.ts';
import { TASK_PLANS } from '#demo/task-plans.ts';
import { parseBareWebp } from '#shared/media/parse-webp.ts';
import { parseIncident } from '#server/evidence/incidents/rules.ts';
import { parsePayout, settleClaim } from '#server/evidence/payouts/rules.ts';
import { parseReview } from '#server/evidence/reviews/rules.ts';
import { parseTaskReport } from '#server/evidence/tasks/rules.ts';
import { CLAIM_CLOSINGS } from '#shared/evidence/claims.ts';
import { today } from '#shared/core/days.ts';
import { REFUSAL_REASONS, type PayoutFacts } from '#shared/evidence/payouts.ts';
import { STANDING_STATES } from '#shared/directory/standing-states.ts';
import type { ExchangeRate } from '#shared/directory/reference-data.ts';
import { TEST_START } from './support/app.ts';
import { LONG } from '#tests/support/full-length-runs.ts';

const RATES: ExchangeRate[] = [
  { currency: 'EUR', perEur: 1, asOf: '2026-11', status: 'test' },
  { currency: 'USD', perEur: 1.16, asOf: '2026-11', status: 'test' },
];

const ORDINARY = LONG ? ['2027-02-14T12:00:00Z'] : [];
const INVENTED = ['tacheo', 'piecettes', 'sondomatic'];

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

  test('has cases of moderation at each point, one of which waits for a second person', () => {
    const things = new Set(of('flag').map((act) => act.of));
    const dismissed = of('dismiss-case').map((act) => act.of);
    const proposed = [...of('propose-on-case'), ...of('veil')].map((act) => act.of);
    const answers = of('answer-proposal');
    const answered = answers.map((act) => act.of);
    const batches = of('propose-batch').map((act) => act.of);
    expect(things.size).toBe(11);
    expect(proposed.filter((one) => !answered.includes(one))).toHaveLength(1);
    expect(answers.filter(({ answer }) => answer.answer === 'object')).toHaveLength(1);
    // Of two waves of advertisements one waits for a second person.
    expect(batches.filter((one) => !answered.includes(one))).toHaveLength(1);
    expect(batches.filter((one) => answered.includes(one))).toHaveLength(1);
    const decided = [...dismissed, ...proposed, ...batches];
    expect([...things].filter((one) => !decided.includes(one))).toHaveLength(2);
  });

  test('is as large as the design says', () => {
    const payouts = of('publish-payout').length - of('withdraw-payout').length;
    const reviews = new Set(
      plan.events.flatMap(({ member, act }) =>
        act.kind === 'review' ? [`${member} ${act.slug}`] : [],
      ),
    );
    const pictures = plan.events.filter(({ act }) => 'picture' in act && act.picture !== null);
    expect(plan.members).toHaveLength(330);
    expect(Math.abs(payouts - 1_130)).toBeLessThan(30);
    expect(Math.abs(reviews.size - 150)).toBeLessThan(15);
    expect(pictures.length / payouts).toBeGreaterThan(0.35);
    expect(pictures.length / payouts).toBeLessThan(0.45);
    expect(of('publish-incident').length).toBeGreaterThan(20);
    expect(of('correct').length).toBeGreaterThan(25);
    expect(new Set(of('review').map(({ facts }) => facts.text)).size).toBeGreaterThan(60);
  });

  test('has about forty-five threads of 2 to 30 posts, one without an answer, in which nobody speaks before she joined', () => {
    const threads = of('start-thread');
    const posts = of('post');
    expect(threads).toHaveLength(THREAD_SCRIPTS.length);
    expect(Math.abs(threads.length - 45)).toBeLessThan(5);
    for (const { key } of threads) {
      const count = 1 + posts.filter((post) => post.of === key).length;
      expect(count, key).toBeLessThanOrEqual(30);
    }
    const answered = new Set(posts.map((post) => post.of));
    expect(threads.filter(({ key }) => !answered.has(key))).toHaveLength(1);
    const quoted = new Set(posts.flatMap(({ quotes }) => quotes ?? []));
    expect(quoted.size).toBeGreaterThan(15);
    for (const key of [
      'edit-post',
      'withdraw-post',
      'pin-thread',
      'close-thread',
      'read-guide',
    ] as const) {
      expect(of(key).length, key).toBeGreaterThan(0);
    }
    const joined = new Map(plan.members.map((member) => [member.pseudonym, member.joinedAt]));
    const early = plan.events.filter(
      ({ member, at, act }) =>
        (act.kind === 'post' || act.kind === 'start-thread') && at <= (joined.get(member) ?? at),
    );
    expect(early).toEqual([]);
  });

  test('has reports of about sixty tasks and reviews of their clients, some of this week', () => {
    const reports = of('report-task');
    const tasks = new Set(
      reports.map(({ slug, facts }) => `${slug} ${facts.title} ${facts.client}`),
    );
    expect(Math.abs(reports.length - 500)).toBeLessThan(15);
    expect(Math.abs(tasks.size - 60)).toBeLessThan(5);
    const clients = new Set(reports.flatMap(({ facts }) => facts.client ?? []));
    expect(clients.size).toBe(25);
    expect(Math.abs(of('review-client').length - 80)).toBeLessThan(6);
    expect(of('guess-client').length).toBeGreaterThan(5);
    expect(of('name-client').length).toBeGreaterThan(4);
    expect(of('join-clients')).toHaveLength(1);
    const lately = plan.events.filter(
      ({ at, act }) =>
        act.kind === 'report-task' && TEST_START.getTime() - at.getTime() < 7 * 86_400_000,
    );
    expect(lately.length).toBeGreaterThan(25);
  });

  test.each([0.2, 1])('speaks of no client before its first report, at a scale of %s', (scale) => {
    const known = new Set<string>();
    for (const { act } of planCommunity({ now: TEST_START, scale }).events) {
      if (act.kind === 'add-client') known.add(act.name);
      if (act.kind === 'report-task') known.add(act.facts.client ?? '');
      if ('client' in act) expect(known, act.kind).toContain(act.client);
      if ('other' in act) expect(known, act.kind).toContain(act.other);
    }
  });

  test('lets nobody but invented platforms refuse often without a reason', () => {
    for (const { slug, ways, title } of TASK_PLANS) {
      if (ways.withoutReason > 0.02) expect(INVENTED, title).toContain(slug);
    }
  });

  test('reaches over two years and has something of each kind', () => {
    const months = new Set(of('publish-payout').map(({ facts }) => facts.askedOn.slice(0, 7)));
    expect(months.size).toBeGreaterThanOrEqual(22);
    const kinds = new Set(plan.events.map(({ act }) => act.kind));
    expect([...kinds]).toEqual(
      expect.arrayContaining(
        'dispute undo leave decide echo still-waiting close-claim confirm doubt opine settle decide-finding'.split(
          ' ',
        ),
      ),
    );
    const methods = new Set(of('publish-payout').map(({ facts }) => facts.method));
    expect([...methods]).toEqual(expect.arrayContaining(['orange-money', 'wave', 'mvola']));
  });

  test('closes claims in each way, refused for each reason', () => {
    const answers = of('close-claim').map(({ answer }) => answer);
    expect(new Set(answers.map(({ answer }) => answer))).toEqual(new Set(CLAIM_CLOSINGS));
    expect(answers.some(({ afterReply }) => afterReply)).toBe(true);
    const facts = [...of('publish-payout'), ...of('close-payout')].map((act) => act.facts);
    const reasons = [...facts, ...answers].flatMap(({ refusal }) => refusal ?? []);
    expect(new Set(reasons)).toEqual(new Set(REFUSAL_REASONS));
    expect(facts.some(({ dateForgotten }) => dateForgotten)).toBe(true);
  });

  test('signs all of a kind on a platform, or nothing, and some of each kind', () => {
    const slugs = new Map(of('publish-payout').map(({ key, slug }) => [key, slug]));
    const signed = new Map<string, Set<boolean>>();
    for (const { member, act } of plan.events) {
      if (!('facts' in act) || act.kind === 'review' || act.kind === 'report-task') continue;
      const kind = act.kind === 'close-payout' ? 'publish-payout' : act.kind;
      const slug =
        act.kind === 'review-client'
          ? act.facts.platform
          : act.kind === 'close-payout'
            ? slugs.get(act.of)
            : act.slug;
      const place = `${kind} ${member} ${slug ?? ''}`;
      signed.set(place, (signed.get(place) ?? new Set()).add(act.facts.signed));
    }
    expect([...signed].filter(([, both]) => both.size > 1)).toEqual([]);
    const signing = [...signed].flatMap(([place, one]) => (one.has(true) ? place : []));
    const kinds = new Set(signing.map((place) => place.split(' ')[0]));
    expect([...kinds].toSorted()).toEqual(['publish-incident', 'publish-payout', 'review-client']);
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
        const settled = settleClaim(askedOn, act.answer, today(at));
        expect(settled).not.toHaveProperty('issues');
      }
      if (act.kind === 'publish-payout' || act.kind === 'close-payout') {
        expect(parsePayout(act.facts, today(at), null)).not.toHaveProperty('issues');
      }
      if (act.kind === 'publish-incident') parseIncident(act.facts, today(at));
      if (act.kind === 'review') parseReview(act.facts, today(at));
      if (act.kind === 'report-task') parseTaskReport(act.facts, today(at), RATES);
    }
  });

  // With a long run also on a day like others.
  test.each(['2027-01-01T00:10:00Z', '2027-05-31T23:50:00Z', ...ORDINARY])(
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
      expect(praised?.[1].mostlyNewAccounts).toBe(true);
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
    seed: 7,
  } as const;

  test('is drawn the same each time, in one small size with no more than pixels in it', async () => {
    const [one, two] = await Promise.all([drawPicture(picture), drawPicture(picture)]);
    expect(one.key).toBe(two.key);
    expect(createHash('sha256').update(one.reading.bytes).digest('hex')).toBe(one.key);
    expect(parseBareWebp(one.reading.bytes)).toEqual({ width: 320, height: 640 });
    expect(one.thumbnail).toEqual(one.reading);
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
