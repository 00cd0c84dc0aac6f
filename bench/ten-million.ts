import { pathToFileURL } from 'node:url';

/** Assumptions; replace them with better knowledge. */
export const ASSUMED = {
  members: 10_000_000,
  /** Members active per day. */
  active: 1 / 20,
  /** Of those, who posts, who reports a payout, who reports a task: one each. */
  posting: 1 / 10,
  reportingPayout: 1 / 5,
  reportingTask: 1 / 10,
  /** Acts beside those: corrections, closings, confirmations. */
  furtherActs: 1 / 2,
  pagesOfMember: 12,
  visitorsForMember: 10,
  pagesOfVisitor: 4,
  /** Peak hour over the mean. */
  peak: 5,
  /** Pages of visitors that somebody asked for within the same second. */
  kept: 0.5,
  searchesOfPages: 0.02,
  withPicture: 0.6,
  platforms: 500,
  /** The share of the largest platform. */
  largest: 0.2,
  followersOfLargest: 0.1,
  sessionsOfMember: 1.5,
  eligible: 500_000,
  pledges: 100_000,
  pledgingHours: 72,
} as const;

/** Reasoned from the columns and indexes of each table, or measured where the document says so. */
export const SIZES = {
  post: 2_600,
  payout: 1_300,
  taskReport: 1_200,
  entry: 400,
  session: 250,
  picture: 80_000,
  /** Measured: 357 MB for 354,000 acts, with all that they are about. */
  dumpOfAct: 1_010,
  pledgePublished: 500,
  pledgeRow: 450,
} as const;

/** Measured, on two cores shared with all else. */
export const RATES = {
  pagesOfMember: 140,
  pagesOfVisitor: 200,
  leaves: 3_750,
  processorOfSearch: 0.0073,
  dumpBytes: 1_300_000,
} as const;

const DAY_SECONDS = 86_400;
const PLEDGE_BATCHES_AN_HOUR = 60;
/** Of a process, while no statement is stuck. */
const CONNECTIONS = 20;

export type Line = { readonly what: string; readonly how: string; readonly comes: string };

/** Requirements of ten million members, part by part. */
export function reckon(): Line[] {
  const a = ASSUMED;
  const active = a.members * a.active;
  const posts = active * a.posting;
  const payouts = active * a.reportingPayout;
  const reports = active * a.reportingTask;
  const acts = (posts + payouts + reports) * (1 + a.furtherActs);
  const memberPages = active * a.pagesOfMember;
  const visitorPages = a.members * a.active * a.visitorsForMember * a.pagesOfVisitor;
  const peak = (pages: number): number => (pages / DAY_SECONDS) * a.peak;
  const drawn = peak(visitorPages) * (1 - a.kept);
  const processes =
    2 * Math.ceil(peak(memberPages) / RATES.pagesOfMember + drawn / RATES.pagesOfVisitor);
  const searches = (peak(memberPages) + peak(visitorPages)) * a.searchesOfPages;
  const ownRows = posts * SIZES.post + payouts * SIZES.payout + reports * SIZES.taskReport;
  const year = 365;
  const largest = payouts * a.largest;
  const evening = acts - posts * (1 + a.furtherActs);
  const dump = acts * year * SIZES.dumpOfAct;
  const tokens = (a.eligible * a.active * a.peak) / 24;
  const batches = PLEDGE_BATCHES_AN_HOUR * 24;
  return [
    line('posts a day', 'active × 1/10', number(posts)),
    line('payouts a day', 'active × 1/5', number(payouts)),
    line('acts in the record a day', '(posts + payouts + task reports) × 1.5', number(acts)),
    line('writes a second, at peak', 'acts ÷ 86,400 × 5', number(peak(acts))),
    line(
      'pages of members a second, at peak',
      'active × 12 ÷ 86,400 × 5',
      number(peak(memberPages)),
    ),
    line(
      'pages of visitors a second, at peak',
      'active × 10 × 4 ÷ 86,400 × 5',
      number(peak(visitorPages)),
    ),
    line('of those drawn', 'half is kept', number(drawn)),
    line('processes of one core', 'members ÷ 140 + drawn ÷ 200, twice that', number(processes)),
    line('connections to the primary', 'processes × 20', number(processes * CONNECTIONS)),
    line('searches a second, at peak', 'pages × 0.02', number(searches)),
    line(
      'cores for searching',
      'searches × 7.3 ms, at ten times the measured posts',
      (searches * RATES.processorOfSearch).toFixed(1),
    ),
    line(
      'rows of a year, with indexes',
      'posts × 2.6 kB + payouts × 1.3 kB + reports × 1.2 kB',
      bytes(ownRows * year),
    ),
    line('record of a year', 'acts × 400 B', bytes(acts * year * SIZES.entry)),
    line(
      'pictures of a year',
      'payouts × 0.6 × 80 kB',
      bytes(payouts * a.withPicture * SIZES.picture * year),
    ),
    line(
      'sessions',
      'members × 1.5 × 250 B',
      bytes(a.members * a.sessionsOfMember * SIZES.session),
    ),
    line('leaves after midnight', 'acts on evidence of the day', number(evening)),
    line('seconds to sequence them', 'leaves ÷ 3,750', number(evening / RATES.leaves)),
    line(
      'rows read for one payout on the largest platform, after a year',
      'payouts × 1/5 × 365',
      number(largest * year),
    ),
    line('times that they are read a day', 'payouts × 1/5', number(largest)),
    line(
      'lines written when its standing changes, in one transaction',
      'members × 1/10',
      number(a.members * a.followersOfLargest),
    ),
    line('dump of all, after a year', 'acts × 365 × 1 kB', bytes(dump)),
    line(
      'hours to write it, without pictures',
      '÷ 1.3 MB a second',
      number(dump / RATES.dumpBytes / 3_600),
    ),
    line(
      'signatures an hour, at peak, of a boycott that 500,000 may join',
      'eligible × 1/20 ÷ 24 × 5',
      number(tokens),
    ),
    line(
      'published pledges of it, if 100,000 pledge',
      'pledges × 500 B',
      bytes(a.pledges * SIZES.pledgePublished),
    ),
    line(
      'written a day to shuffle them, at a batch a minute',
      'pledges × 450 B × 1,440',
      bytes(a.pledges * SIZES.pledgeRow * batches),
    ),
  ];
}

/** The lines as a table of the document. */
export function table(): string[] {
  return reckon().map(({ what, how, comes }) => `| ${what} | ${how} | ${comes} |`);
}

function line(what: string, how: string, comes: string): Line {
  return { what, how, comes };
}

function number(value: number): string {
  return Math.round(value).toLocaleString('en');
}

function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const step = Math.min(units.length - 1, Math.floor(Math.log10(value) / 3));
  const scaled = value / 1_000 ** step;
  return `${scaled < 10 ? scaled.toFixed(1) : scaled.toFixed(0)} ${units[step] ?? ''}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const one of table()) console.log(one);
}
