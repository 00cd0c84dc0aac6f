import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { planCommunity } from '#demo/community.ts';
import { liveYear } from '#demo/live-year.ts';
import { planHash } from '#demo/plan-hash.ts';
import { simulateStandings, type SimulatedStanding } from '#demo/simulate.testing.ts';
import { KEPT_SNAPSHOT } from '#demo/snapshot-file.ts';
import { unpackBackup } from '#server/portability/backup/pack-backup.ts';
import {
  SNAPSHOT_EXTRA_FILE,
  PASSWORD_HASH_PLACEHOLDER,
  snapshotExtraSchema,
} from '#server/portability/demo/demo-snapshot.ts';
import { imageFileNames } from '#server/media/files/store-image.ts';
import { openSecrets } from '#server/core/secrets.ts';
import { settleEstablishedMembers } from '#server/evidence/recompute/settle-established-members.ts';
import { refreshStandings } from '#server/operations/jobs/hourly-jobs.ts';
import { dayToDate } from '#server/database/db.ts';
import { STAMP_COUNTING_DAYS } from '#shared/evidence/publication/counting-days.ts';
import { KNOWN_MIN_WEIGHT } from '#shared/evidence/standing-constants.ts';
import { addDays, today } from '#shared/core/days.ts';
import { createTestApp, TEST_START } from './support/app.ts';
import { parseJsonOrNull } from '#shared/core/parse-json.ts';

test('the snapshot in the repository is of the plan as it stands: else npm run demo:snapshot', async () => {
  let plan = '';
  for await (const { name, bytes } of unpackBackup(join(process.cwd(), KEPT_SNAPSHOT), null)) {
    if (name === SNAPSHOT_EXTRA_FILE)
      plan = snapshotExtraSchema.parse(parseJsonOrNull(Buffer.from(bytes).toString())).plan;
  }
  expect(plan).toBe(planHash());
});

const site = await createTestApp({ demo: true });
const small = { now: TEST_START, scale: 0.2 };
const lines: string[] = [];
beforeAll(async () => {
  const { database, store, slots, dataDir } = site;
  await liveYear({
    ...small,
    database,
    store,
    slots,
    secrets: openSecrets(null, dataDir),
    passwordHash: PASSWORD_HASH_PLACEHOLDER,
    say: (line) => void lines.push(line),
  });
});

/** Weight under which a platform may have been known on no day. */
const THIN_WEIGHT = 2 * KNOWN_MIN_WEIGHT;
const weightOf = (standing: SimulatedStanding | undefined): number =>
  standing === undefined ? 0 : standing.season.paid + standing.season.unpaid;

test('a year, lived by the actions of the site, agrees with the simulation, which stands for it at full size', async () => {
  // By then every report counts. The day from which each does is drawn; the simulation is played with the
  // first and with the last.
  const later = dayToDate(addDays(today(TEST_START), STAMP_COUNTING_DAYS.most));
  await settleEstablishedMembers(site.database, later);
  await refreshStandings(site.database, later);
  const simulated = [1, STAMP_COUNTING_DAYS.most].map((days) =>
    simulateStandings(planCommunity(small), later, days),
  );
  const platforms = await site.database.prisma.platform.findMany({ include: { summary: true } });
  for (const { slug, summary } of platforms) {
    const states = simulated.map((standings) => standings.get(slug)?.state ?? 'unknown');
    // A first standing takes a weight that fades: whether little evidence reached it goes by the draw.
    const isThin = simulated.some((standings) => weightOf(standings.get(slug)) < THIN_WEIGHT);
    const alike = isThin && states.includes('unknown') ? ['promising'] : [];
    expect([...states, ...alike], slug).toContain(summary?.state);
  }
  expect(lines.at(-1)).toMatch(/^Demo: (\d+) of \1 payouts$/);
});

test('a year leaves no picture without its two files', async () => {
  const screenshots = await site.database.prisma.screenshot.findMany({ select: { key: true } });
  expect(screenshots.length).toBeGreaterThan(50);
  for (const { key } of screenshots) {
    const names = imageFileNames(key);
    expect(await site.store.get(names.reading)).not.toBeNull();
    expect(await site.store.get(names.thumbnail)).not.toBeNull();
  }
});
