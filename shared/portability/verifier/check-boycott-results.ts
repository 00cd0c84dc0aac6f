import { createSha256, type Sha256Hash } from '#sha256';
import {
  BALLOT_ANSWERS,
  BALLOT_KINDS,
  ballotResult,
  countVotesForValue,
  endOfBoycott,
  outcomeOfBallots,
  PLEDGE_RANKS,
  STATED_OUTCOMES,
  type BallotOfBoycott,
  type VotesByRank,
} from '#shared/collective/ballot-rules.ts';
import { countedNewMemberPledges, countedPledges } from '#shared/collective/pledge-counts.ts';
import type { Fault } from './faults.ts';
import type { LeavesBySubject } from './leaves-by-subject.ts';
import { hasFile } from './manifest-files.ts';
import type { DumpRow, VerifiedManifest } from './read-dump.ts';
import { listOf, namesOfOthers, textOf, type RowCheck } from './row-check.ts';

type Rank = (typeof PLEDGE_RANKS)[number];
type Acts = { readonly hash: Sha256Hash; count: number };

const FILES = ['boycott-ballots', 'boycott-pledges', 'boycott-acts', 'boycott-act-hashes'].map(
  (file) => `whole/${file}.jsonl`,
);
const PUBLISHED = new Set<unknown>(['on', 'ended']);

/**
 * Counts the pledges of each boycott and the votes of its closed ballots again, and compares the outcome
 * that they give; once it has ended, compares all acts with the hash that the record commits to.
 */
export function checkBoycottResults(leaves: LeavesBySubject, manifest: VerifiedManifest): RowCheck {
  const boycotts: DumpRow[] = [];
  const ballots = new Map<string, DumpRow[]>();
  const ranks = new Map<string, Map<string, Rank>>();
  /** The last vote of each key, by ballot. */
  const votes = new Map<string, Map<string, string>>();
  const acts = new Map<string, Acts>();
  const hashes = new Map<string, DumpRow>();

  const addAct = ({ boycott, key, purpose, counter, value, signature }: DumpRow): void => {
    const id = textOf(boycott);
    const own = acts.get(id) ?? { hash: createSha256(), count: 0 };
    acts.set(id, own);
    own.hash.update(`${[key, purpose, counter, value, signature].map(String).join(' ')}\n`);
    own.count += 1;
    const [is, ballot = ''] = textOf(purpose).split(':');
    if (is !== 'ballot') return;
    // A dump lists the votes of each key by counter.
    const cast = votes.get(`${id} ${ballot}`) ?? new Map<string, string>();
    votes.set(`${id} ${ballot}`, cast.set(textOf(key), textOf(value)));
  };

  const checkBallot = (boycott: DumpRow, row: DumpRow): Fault[] => {
    if (row['counts'] === null) return [];
    const kind = BALLOT_KINDS.find((one) => one === row['kind']) ?? 'closing';
    const cast = countVotes(
      votes.get(`${textOf(boycott['id'])} ${textOf(row['id'])}`) ?? new Map<string, string>(),
      ranks.get(textOf(boycott['id'])) ?? new Map<string, Rank>(),
    );
    const newMembers = Number(boycott['pledgedNew']);
    const pledged = { established: Number(boycott['pledged']) - newMembers, newMembers };
    const wrong = namesOfOthers(row, {
      counts: BALLOT_ANSWERS[kind].map((value) => ({
        value,
        votes: countVotesForValue(cast, value),
      })),
      result: ballotResult(kind, cast, pledged),
    });
    return wrong.length === 0
      ? []
      : [{ code: 'figure-wrong', name: `ballot/${textOf(row['id'])}`, detail: wrong.join(', ') }];
  };

  const checkBoycott = (row: DumpRow): Fault[] => {
    const id = textOf(row['id']);
    const own = [...(ranks.get(id)?.values() ?? [])];
    const established = own.filter((rank) => rank === 'established').length;
    const pledges = { established, newMembers: own.length - established };
    const wrong = namesOfOthers(row, {
      pledged: countedPledges(pledges),
      pledgedNew: countedNewMemberPledges(pledges),
      outcome: row['state'] === 'ended' ? outcomeOf(row) : null,
    });
    return [
      ...(wrong.length === 0
        ? []
        : [{ code: 'figure-wrong', name: `boycott/${id}`, detail: wrong.join(', ') } as const]),
      ...(ballots.get(id) ?? []).flatMap((ballot) => checkBallot(row, ballot)),
      ...(row['state'] === 'ended' ? checkActs(id) : []),
    ];
  };

  /** Takes the outcome of the ballots; if they gave none, the one that the proposer stated. */
  const outcomeOf = ({ id, outcome, onFrom, onDays }: DumpRow): unknown => {
    // A boycott that never began is named by its own entry.
    if (typeof onFrom !== 'string') return null;
    const until = endOfBoycott(new Date(onFrom), Number(onDays));
    const given = outcomeOfBallots((ballots.get(textOf(id)) ?? []).map(ballotOf), until);
    const isSaid =
      given === 'unsaid' &&
      STATED_OUTCOMES.some((one) => one === outcome) &&
      [...leaves.leavesOf(`boycott/${textOf(id)}`)].some(
        (number) => leaves.act(number) === 'boycott-outcome-said',
      );
    return isSaid ? outcome : given;
  };

  const checkActs = (id: string): Fault[] => {
    const { hash, count } = acts.get(id) ?? { hash: createSha256(), count: 0 };
    const told = hashes.get(id);
    return told?.['hash'] === hash.hex() && told['acts'] === count
      ? []
      : [{ code: 'acts-changed', name: `boycott-acts/${id}` }];
  };

  return {
    reads: {
      boycotts: (row) => {
        const { id, state, pledged, pledgedNew, outcome, onFrom, onDays } = row;
        if (PUBLISHED.has(state))
          boycotts.push({ id, state, pledged, pledgedNew, outcome, onFrom, onDays });
      },
      'boycott-ballots': (row) => listOf(ballots, textOf(row['boycott'])).push(row),
      'boycott-pledges': ({ boycott, key, rank }) => {
        const own = ranks.get(textOf(boycott)) ?? new Map<string, Rank>();
        ranks.set(
          textOf(boycott),
          own.set(textOf(key), PLEDGE_RANKS.find((one) => one === rank) ?? 'new'),
        );
      },
      'boycott-acts': addAct,
      'boycott-act-hashes': (row) => hashes.set(textOf(row['id']), row),
    },
    // Skip dumps of older formats, which lack some of these files.
    faults: () =>
      FILES.every((path) => hasFile(manifest, path)) ? boycotts.flatMap(checkBoycott) : [],
  };
}

/** Counts the votes of pledgers, by value and rank. */
function countVotes(
  cast: ReadonlyMap<string, string>,
  ranks: ReadonlyMap<string, Rank>,
): VotesByRank[] {
  const counted = new Map<string, { value: string; rank: Rank; votes: number }>();
  for (const [key, value] of cast) {
    const rank = ranks.get(key);
    if (rank === undefined) continue;
    const known = counted.get(`${rank} ${value}`) ?? { value, rank, votes: 0 };
    known.votes += 1;
    counted.set(`${rank} ${value}`, known);
  }
  return [...counted.values()];
}

function ballotOf({ id, kind, openedAt, closesAt, result }: DumpRow): BallotOfBoycott {
  return {
    id: textOf(id),
    kind: BALLOT_KINDS.find((one) => one === kind) ?? 'closing',
    openedAt: textOf(openedAt),
    closesAt: textOf(closesAt),
    result: typeof result === 'string' ? result : null,
  };
}
