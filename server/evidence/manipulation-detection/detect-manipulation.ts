import canonicalize from 'canonicalize';
import { dayToDate, dateToDay, type Db } from '#server/database/db.ts';
import { col, statement, type RowOf, type Sql } from '#server/database/sql.ts';
import { randomId } from '#server/core/ids.ts';
import { yieldBetweenSteps } from '#server/evidence/yield-between-steps.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import {
  markFiguresOfAuthorsStale,
  markFiguresOfLinkedAccountsStale,
} from '#server/directory/stale-figures/mark-stale.ts';
import {
  BLAME_MAX_RATING,
  PRAISE_MIN_RATING,
} from '#shared/evidence/manipulation-detection-constants.ts';
import { isShownSql } from '#server/database/predicates/content-visibility.ts';
import {
  findCampaigns,
  type Campaign,
  type CampaignPost,
} from '#shared/evidence/manipulation-detection.ts';
import { today, type Day } from '#shared/core/days.ts';
import { recordFrom } from '#shared/core/record-from.ts';
import { PLATFORM_REVIEW_CRITERIA } from '#shared/directory/review-criteria.ts';
import type { FindingNumbers } from '#shared/evidence/manipulation-findings.ts';
import { overallScore } from '#shared/evidence/platform-rating.ts';
import {
  expectedDelays,
  payoutOutcome,
  waitsLongerThan,
  type PayoutEvidence,
} from '#shared/evidence/payout-evidence.ts';
import {
  CAMPAIGN_FACTS,
  campaignFactsSql,
  type CampaignFacts,
} from '#server/database/predicates/suspect-authors.ts';
import { loadLinkedAccountPosts } from './linked-account-posts.ts';

/** Facts about a report that only the campaign detector reads. */
export type PostFacts = CampaignFacts & Pick<CampaignPost, 'proof'>;
type Loaded = { readonly evidence: PayoutEvidence; readonly facts: PostFacts };
type Watched = { readonly id: string; readonly createdOn: Date };

/**
 * Detects campaigns among the posts about a platform and updates its findings. The caller has
 * locked the platform.
 * @returns the payouts, each marked with whether its author is a suspect.
 */
export async function detectManipulation<Payout extends Loaded>(
  tx: Db,
  platform: Watched,
  payouts: readonly Payout[],
  now: Date,
): Promise<Payout[]> {
  const day = today(now);
  await yieldBetweenSteps(payouts.length);
  const posts = [
    ...campaignPostsOfPayouts(payouts, day),
    ...(await loadReviewPosts(tx, platform.id)),
  ];
  const since = posts.reduce(
    (first, { postedOn }) => (postedOn < first ? postedOn : first),
    dateToDay(platform.createdOn),
  );
  const voicedWork = await loadLinkedAccountPosts(tx, platform.id);
  await yieldBetweenSteps(payouts.length);
  const found = findCampaigns(posts, since, day, voicedWork).map(toDetected);
  await yieldBetweenSteps(payouts.length);
  const suspects = await keepFindings(tx, platform.id, found, now);
  // Copies only what changes: a platform may have a million payouts.
  return payouts.map((payout) => {
    const suspect = suspects.has(payout.facts.authorId);
    if (suspect === payout.evidence.suspect) return payout;
    return { ...payout, evidence: { ...payout.evidence, suspect } };
  });
}

/** Converts payouts into input of the campaign detector; leaves out solicited and restored ones. */
export function campaignPostsOfPayouts(payouts: readonly Loaded[], now: Day): CampaignPost[] {
  // Ignores suspicion: whether a post praises or blames must not depend on it.
  const expected = expectedDelays(
    payouts.map(({ evidence }) => (evidence.suspect ? { ...evidence, suspect: false } : evidence)),
    now,
  );
  return payouts.flatMap(({ evidence, facts }) => {
    const { authorId, voice, postedOn, young, brought, proof } = facts;
    if (evidence.solicited || brought) return [];
    return {
      author: authorId,
      voice: voice ?? authorId,
      word: wordOf(evidence, expected(evidence), now),
      postedOn,
      young,
      established: evidence.established,
      proof,
      provable: evidence.state === 'received' || evidence.state === 'refused',
    };
  });
}

function wordOf(evidence: PayoutEvidence, expectedDays: number, now: Day): CampaignPost['word'] {
  const outcome = payoutOutcome(evidence, now);
  if (outcome !== null) return outcome === 'paid' ? 'praise' : 'blame';
  return waitsLongerThan(evidence, 1, expectedDays, now) ? 'late' : null;
}

type ReviewRow = RowOf<typeof REVIEWS>;

async function loadReviewPosts(tx: Db, platformId: string): Promise<CampaignPost[]> {
  const reviews = await tx.sql(REVIEWS, [platformId]);
  return reviews.map(campaignPostOfReview);
}

/** Converts a platform review into input of the campaign detector. */
export function campaignPostOfReview(review: ReviewRow): CampaignPost {
  const { authorId, voice, postedOn, young, established } = review;
  const mark = overallScore(PLATFORM_REVIEW_CRITERIA.map((criterion) => review[criterion])) ?? 0;
  const word: CampaignPost['word'] =
    mark >= PRAISE_MIN_RATING ? 'praise' : mark <= BLAME_MAX_RATING ? 'blame' : null;
  const base = { author: authorId, voice: voice ?? authorId, word, postedOn, young, established };
  return { ...base, proof: 'declared', provable: true };
}

type Detected = {
  readonly kind: Campaign['kind'];
  readonly direction: Campaign['direction'];
  readonly from: Day | null;
  readonly to: Day | null;
  /** Numbers for the finding's sentence, without the days of its period. */
  readonly numbers: FindingNumbers;
  readonly suspects: readonly string[];
};

function toDetected({ kind, direction, from, to, ...rest }: Campaign): Detected {
  if (!('suspects' in rest)) {
    return { kind, direction, from, to, numbers: rest, suspects: [] };
  }
  const { suspects, ...counted } = rest;
  const numbers = { ...counted, suspects: suspects.length };
  return { kind, direction, from, to, numbers, suspects };
}

type FindingRow = RowOf<typeof FINDINGS>;

/**
 * Opens, updates and ends findings, and records that. A finding that recurs is the same one: once
 * lifted, it stays lifted.
 * @returns the authors whose posts weigh nothing.
 */
async function keepFindings(
  tx: Db,
  platformId: string,
  found: readonly Detected[],
  now: Date,
): Promise<Set<string>> {
  const { sql } = tx;
  const known = await sql(FINDINGS, [platformId]);
  const before = new Set(known.flatMap((row) => (isActive(row) ? row.suspects : [])));
  const active = new Set<string>();
  const kept = new Set<string>();
  for (const one of found) {
    const same = known.find((row) => !kept.has(row.id) && !row.brought && isSame(row, one));
    const id = same?.id ?? randomId();
    kept.add(id);
    if (same === undefined) await openFinding(tx, platformId, id, one, now);
    else await changeFinding(tx, same, one, now);
    await keepSuspects(sql, id, same?.suspects ?? [], one.suspects);
    if (same?.lifted !== true) for (const author of one.suspects) active.add(author);
  }
  for (const row of known.filter(({ brought }) => brought)) {
    kept.add(row.id);
    // An older site suspected who blames, too.
    const suspects = row.direction === 'blame' ? [] : row.suspects;
    await keepSuspects(sql, row.id, row.suspects, suspects);
    if (isActive(row)) for (const author of suspects) active.add(author);
  }
  for (const { id, ended } of known) {
    if (ended || kept.has(id)) continue;
    await tx.finding.update({ where: { id }, data: { endedOn: dayToDate(today(now)) } });
    await appendEntry(tx, now, { kind: 'finding-ended', subject: `finding/${id}` });
  }
  const moved = [...new Set([...before, ...active])].filter(
    (author) => before.has(author) !== active.has(author),
  );
  await markFiguresOfAuthorsStale(tx, moved);
  const speaking = known.filter(({ kind, lifted }) => kind === 'lockstep' && lifted);
  const spoke = speaking.some(({ ended }) => !ended);
  if (spoke !== speaking.some(({ id }) => kept.has(id)))
    await markFiguresOfLinkedAccountsStale(tx, platformId);
  return active;
}

const isActive = ({ ended, lifted }: FindingRow): boolean => !ended && !lifted;

/**
 * Whether a stored finding and a detected one are the same: equal kind and direction, and
 * overlapping periods; without periods, equal kind and direction are enough.
 */
function isSame(row: FindingRow, { kind, direction, from, to }: Detected): boolean {
  if (row.kind !== kind || row.direction !== direction) return false;
  if (from === null || to === null || row.from === null || row.to === null) return true;
  return row.from <= to && from <= row.to;
}

async function openFinding(
  tx: Db,
  platformId: string,
  id: string,
  { kind, direction, from, to, numbers }: Detected,
  now: Date,
): Promise<void> {
  const foundOn = dayToDate(today(now));
  const data = { id, platformId, kind, direction, foundOn, numbers: { from, to, ...numbers } };
  await tx.finding.create({ data });
  await appendEntry(tx, now, { kind: 'finding-opened', subject: `finding/${id}` });
}

async function changeFinding(
  tx: Db,
  row: FindingRow,
  { from, to, numbers: counted }: Detected,
  now: Date,
): Promise<void> {
  const numbers = { from, to, ...counted };
  const same = canonicalize(numbers) === canonicalize(JSON.parse(row.numbers));
  if (same && !row.ended) return;
  await tx.finding.update({ where: { id: row.id }, data: { numbers, endedOn: null } });
  if (row.ended)
    await appendEntry(tx, now, { kind: 'finding-opened', subject: `finding/${row.id}` });
}

async function keepSuspects(
  sql: Sql,
  findingId: string,
  before: readonly string[],
  after: readonly string[],
): Promise<void> {
  const [gone, come] = [new Set(before), new Set(after)];
  for (const author of after) gone.delete(author);
  for (const author of before) come.delete(author);
  if (gone.size > 0) {
    await sql('DELETE FROM finding_suspect WHERE finding_id = $1 AND author_id = ANY($2::text[])', [
      findingId,
      [...gone],
    ]);
  }
  if (come.size > 0) {
    await sql('INSERT INTO finding_suspect (finding_id, author_id) SELECT $1, unnest($2::text[])', [
      findingId,
      [...come],
    ]);
  }
}

const REVIEWS = statement(
  {
    ...CAMPAIGN_FACTS,
    established: col.bool,
    ...recordFrom(PLATFORM_REVIEW_CRITERIA, () => col.int),
  },
  `
  SELECT r.pay, r.punctuality, r.fairness, r.communication, r.supply,
         a.established,
         ${campaignFactsSql('r', 'a')}
    FROM review r JOIN author_weight a ON a.id = r.author_id
   WHERE r.platform_id = $1 AND ${isShownSql('r')} AND NOT r.solicited AND r.hidden_by IS NULL AND NOT a.brought`,
);

// Open findings come first, so that a detection matches an open one rather than an ended one.
const FINDINGS = statement(
  {
    id: col.text,
    kind: col.text,
    direction: col.text,
    from: col.text.orNull,
    to: col.text.orNull,
    numbers: col.text,
    ended: col.bool,
    lifted: col.bool,
    /** The finding was restored from a dump, which lacks its exact days: it never changes here. */
    brought: col.bool,
    suspects: col.list(col.text),
  },
  `
  SELECT f.id, f.kind, f.direction, f.numbers->>'from' AS "from", f.numbers->>'to' AS "to",
         f.numbers::text AS numbers, f.ended_on IS NOT NULL AS ended,
         f.lifted_on IS NOT NULL AS lifted, f.brought,
         ARRAY(SELECT s.author_id FROM finding_suspect s WHERE s.finding_id = f.id) AS suspects
    FROM finding f WHERE f.platform_id = $1
   ORDER BY f.ended_on IS NOT NULL, f.lifted_on IS NULL, f.found_on, f.id`,
);
