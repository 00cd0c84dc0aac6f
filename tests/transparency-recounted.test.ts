import { beforeAll, expect, test } from 'vitest';
import {
  transparencyReportResponse,
  type TransparencyReport,
} from '#shared/governance/transparency-report.ts';
import { today } from '#shared/core/days.ts';
import { readRows } from './support/compare-dumps.ts';
import { demoAfter } from './support/demo.ts';
import { recountTransparency } from './support/recount-transparency.ts';
import type { TestApp } from './support/app.ts';
import { dumpOf } from './support/verifier.ts';
import {
  appealAs,
  castVoteAs,
  drawJuryAfterHour,
  findAskedJurors,
  findJuryOfCase,
  makeHiddenSubject,
  runMinuteJobs,
} from '#tests/api/governance/juries.testing.ts';

/** What docs/verify.md says that anybody counts of the transparency report from a dump, counted so. */

let site: TestApp;
beforeAll(async () => {
  site = await demoAfter(137);
  const made = await makeHiddenSubject(site);
  await appealAs(site, made.decision, made.author);
  const jury = await findJuryOfCase(site, made.caseId);
  await drawJuryAfterHour(site, jury);
  for (const juror of await findAskedJurors(site, jury)) await castVoteAs(site, jury, juror);
  await runMinuteJobs(site);
});

async function reportOf(year: number | null): Promise<TransparencyReport> {
  const path = year === null ? '/api/transparency' : `/api/transparency?year=${year}`;
  return transparencyReportResponse.parse((await site.get(path)).json());
}

/** The numbers of the report that the dump gives, by what they are of. */
function publishedOf(report: TransparencyReport): object {
  const { cases, decisions, veils, appeals, juries, flags, outside, demands, roles, months } =
    report;
  const sorted = <Item>(items: readonly Item[], of: (item: Item) => string): Item[] =>
    items.toSorted((one, other) => (of(one) < of(other) ? -1 : 1));
  return {
    cases: { opened: cases.opened, closed: cases.closed, withdrawn: cases.withdrawn },
    decisions: {
      ...decisions,
      byRule: sorted(decisions.byRule, ({ rule }) => rule),
      byOrigin: sorted(decisions.byOrigin, ({ origin }) => origin),
      byStage: sorted(decisions.byStage, ({ stage }) => stage),
      others: sorted(decisions.others, ({ kind }) => kind),
    },
    veils,
    appeals: {
      upheld: appeals.upheld,
      reversed: appeals.reversed,
      undecided: appeals.undecided,
    },
    juries: {
      called: juries.called,
      decided: juries.decided,
      failed: juries.failed,
      dropped: juries.dropped,
    },
    flags: { total: flags.total, pauses: flags.pauses },
    notices: { received: outside.notices.received },
    replies: { received: outside.replies.received, refused: outside.replies.refused },
    demands: demands.total,
    moderators: sorted(roles.inForce, ({ handle }) => handle),
    months: months
      .filter((month) => month.decisions > 0)
      .map(({ month, flags: made, opened, closed, decisions: taken }) => ({
        month,
        flags: made,
        opened,
        closed,
        decisions: taken,
      })),
  };
}

test('is what the site says, of all years and of each', async () => {
  const dump = await readRows(await dumpOf(site));
  const { years } = await reportOf(null);
  expect(years.length).toBeGreaterThan(1);
  const day = today(site.clock.now);
  for (const year of [null, ...years]) {
    const report = await reportOf(year);
    expect(recountTransparency(dump, report, day), String(year)).toEqual(publishedOf(report));
  }
  expect(recountTransparency(dump, await reportOf(null), day)).toMatchObject({
    // One of the demo waits.
    juries: { called: 2, decided: 1 },
    appeals: { reversed: 1 },
  });
});
