import { expect, test } from 'vitest';
import { randomId } from '#server/core/ids.ts';
import { dayToDate } from '#server/database/db.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { recordSlipLists } from '#server/evidence/publication/record-slips.ts';
import { addDays, mondayOf, today } from '#shared/core/days.ts';
import { writeStampLines } from '#shared/portability/verifier/check-stamps.ts';
import { createTestApp } from '#tests/support/app.ts';
import { platformId } from '#tests/support/factories.ts';
import { makeReleasedSlips } from '#tests/support/slips.ts';
import { dumpOf, verifyDump } from '#tests/support/verifier.ts';

/**
 * The operator calls all platforms reliable, and says so in the record as the rules want it. No entry is
 * missing; but the slips, which members released, do not follow.
 */
test('stamps that the operator announces are held against the released slips', async () => {
  const site = await createTestApp();
  const { prisma } = site.database;
  const many = <Slip>(count: number, slip: Slip): Slip[] =>
    Array.from({ length: count }, () => slip);
  await makeReleasedSlips(site, 'isahit', many(12, { outcome: 'not-paid' as const }));
  await makeReleasedSlips(site, 'clickworker', many(12, {}));
  const platforms = await prisma.platform.findMany({ include: { summary: true } });
  const day = today(site.clock.now);
  await prisma.$transaction(async (tx) => {
    const lists = [];
    for (const slug of ['isahit', 'clickworker'])
      lists.push({ platformId: await platformId(site, slug), monday: mondayOf(day) });
    await recordSlipLists(tx, lists, site.clock.now);
    for (const { id: platform, summary } of platforms) {
      const before = summary?.state ?? null;
      if (before === 'reliable') continue;
      const id = randomId();
      await tx.standingChange.create({
        data: { id, platformId: platform, day: dayToDate(day), before, after: 'reliable' },
      });
      const [kind, subject, row] = [
        'standing-changed',
        `platform/${platform}`,
        `standing-changes/${id}`,
      ] as const;
      await appendEntry(tx, site.clock.now, { kind, subject, row });
      await tx.sql(
        `UPDATE platform_summary SET state = 'reliable', state_since = $2::date, standing = standing
           || jsonb_build_object('state', 'reliable', 'since', $2::text) WHERE platform_id = $1`,
        [platform, day],
      );
    }
  });
  const verify = async () => (await verifyDump(await dumpOf(site))).compared;

  site.clock.advanceDays(60);
  const soon = await verify();
  expect(soon.faults).toEqual([]);
  expect(soon.stamps).toMatchObject({ notYet: platforms.length, apart: [] });

  site.clock.advanceDays(31);
  const { faults, stamps } = await verify();
  expect(faults).toEqual([]);
  expect(stamps).toEqual({
    borneOut: 1,
    tooFew: platforms.length - 2,
    notYet: 0,
    apart: [
      {
        platform: 'isahit',
        name: 'Isahit',
        state: 'reliable',
        since: day,
        from: day,
        until: addDays(day, 91),
        slips: 'not-paying',
      },
    ],
  });
  expect(writeStampLines(stamps)).toEqual([
    `  verdicts held against released slips: 1 borne out within 13 weeks, 1 not borne out, ${platforms.length - 2} with not enough slips to tell.`,
    expect.stringMatching(
      /^1 verdict that the slips did not bear out\. An honest site can have some/,
    ),
    `- isahit: “reliable” of ${day}; slips gave “not-paying” (${day} to ${addDays(day, 91)})`,
  ]);
});
