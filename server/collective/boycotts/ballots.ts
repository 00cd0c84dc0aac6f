import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { secondSql } from '#server/public-schema/public-table.ts';
import { randomId } from '#server/core/ids.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { ballotHours, ballotKind, type BallotKind } from '#shared/collective/boycotts.ts';
import {
  BALLOT_ANSWERS,
  BALLOT_KINDS,
  PLEDGE_RANKS,
  ballotResult,
  countVotesForValue,
  type BallotOfBoycott,
} from '#shared/collective/ballot-rules.ts';
import { addHours } from '#server/collective/boycott-procedure/steps.ts';
import { notifyFollowersOfBallot } from './notifications.ts';

/** The fields of a boycott that is on, as far as ballots need them. */
type BoycottThatIsOn = {
  readonly id: string;
  readonly stepEndsAt: Date | null;
  readonly onDays: number;
  readonly pledged: number | null;
  readonly pledgedNew: number | null;
};

/**
 * Opens a ballot of the pledgers of a boycott that is on: about an offer in a reply, its outcome,
 * or calling it off. It fits the length of the boycott, and closes with it at the latest.
 * @returns the id of the ballot.
 */
export async function openBoycottBallot(
  tx: Db,
  { id: boycottId, stepEndsAt, onDays }: Pick<BoycottThatIsOn, 'id' | 'stepEndsAt' | 'onDays'>,
  kind: BallotKind,
  now: Date,
  replyId: string | null = null,
): Promise<string> {
  const id = randomId();
  const openedAt = addHours(now, 0);
  const latest = addHours(now, ballotHours(onDays));
  const closesAt =
    stepEndsAt !== null && (kind === 'closing' || stepEndsAt < latest) ? stepEndsAt : latest;
  await tx.boycottBallot.create({ data: { id, boycottId, kind, replyId, openedAt, closesAt } });
  await appendEntry(tx, now, { kind: 'ballot-opened', subject: `ballot/${id}` });
  await notifyFollowersOfBallot(tx, boycottId, now);
  return id;
}

export type ClosedBallot = { readonly kind: BallotKind; readonly result: string | null };

/** Counts the votes of a boycott's open ballots that end by `until`, and closes them. */
export async function closeDueBallots(
  tx: Db,
  boycott: BoycottThatIsOn,
  until: Date,
  now: Date,
): Promise<ClosedBallot[]> {
  const open = await tx.sql(OPEN, [boycott.id, until.toISOString()]);
  const newMembers = boycott.pledgedNew ?? 0;
  const pledged = { established: (boycott.pledged ?? 0) - newMembers, newMembers };
  const closed: ClosedBallot[] = [];
  for (const { id, kind: text } of open) {
    const kind = ballotKind.parse(text);
    const votes = await tx.sql(VOTES, [boycott.id, `ballot:${id}`]);
    const result = ballotResult(kind, votes, pledged);
    const counts = BALLOT_ANSWERS[kind].map((value) => ({
      value,
      votes: countVotesForValue(votes, value),
    }));
    await tx.boycottBallot.update({ where: { id }, data: { counts, result } });
    await appendEntry(tx, now, { kind: 'ballot-closed', subject: `ballot/${id}` });
    closed.push({ kind, result });
  }
  return closed;
}

/** Finds all ballots of a boycott. */
export function findBallots({ sql }: Db, boycottId: string): Promise<BallotOfBoycott[]> {
  return sql(OF_BOYCOTT, [boycottId]);
}

const OF_BOYCOTT = statement(
  {
    id: col.text,
    kind: col.oneOf(BALLOT_KINDS),
    openedAt: col.text,
    closesAt: col.text,
    result: col.text.orNull,
  },
  `
  SELECT id, kind, ${secondSql('opened_at')} AS "openedAt", ${secondSql('closes_at')} AS "closesAt",
         result
    FROM boycott_ballot WHERE boycott_id = $1 ORDER BY id`,
);

const OPEN = statement(
  { id: col.text, kind: col.text },
  `
  SELECT id, kind FROM boycott_ballot
   WHERE boycott_id = $1 AND counts IS NULL AND closes_at <= $2::timestamptz ORDER BY opened_at, id`,
);

// Of each pledger only her last vote counts.
const VOTES = statement(
  { value: col.text, rank: col.oneOf(PLEDGE_RANKS), votes: col.int },
  `
  SELECT last.value, g.rank, count(*)::int AS votes FROM (
    SELECT DISTINCT ON (x.key) x.key, x.value FROM boycott_act x
     WHERE x.boycott_id = $1 AND x.purpose = $2 ORDER BY x.key, x.counter DESC) last
    JOIN boycott_pledge g ON g.boycott_id = $1 AND g.key = last.key
   GROUP BY last.value, g.rank`,
);
