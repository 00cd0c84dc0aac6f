import type { BackupDates } from '#server/portability/backup/backup-dates.ts';
import { SQL_OBJECTS_LABEL } from '#server/database/sql-files/read-sql-files.ts';
import type { JobState } from '#server/operations/jobs/job-state.ts';
import { isContractMigration } from '#server/database/migrations/contract-rules.ts';
import { countWithNoun } from '#shared/core/count-with-noun.ts';
import { addDays, type Day } from '#shared/core/days.ts';
import type { DatabaseFacts } from './database-facts.ts';
import type { Finding, FindingState } from './findings.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const ROLE_WARNING_DAYS = 30;

/** Checks the age of the last backup and of the last restore rehearsal. */
export function checkBackups({ backup, rehearsal }: BackupDates, now: Date): Finding[] {
  const days = (at: string): number => Math.floor((now.getTime() - Date.parse(at)) / DAY_MS);
  const made: Finding =
    backup === null
      ? { about: 'Backup', state: 'bad', say: 'none was made from here: npm run backup -- FOLDER' }
      : {
          about: 'Backup',
          state: worst(
            days(backup.at) > 8 ? 'bad' : days(backup.at) > 2 ? 'look' : 'fine',
            backup.sealed ? 'fine' : 'look',
          ),
          say: `${daysAgo(days(backup.at))}, ${backup.path}${backup.sealed ? '' : ', NOT sealed: --passphrase-file FILE'}.`,
        };
  const proved: Finding =
    rehearsal === null
      ? {
          about: 'Rehearsal',
          state: 'look',
          say: 'no backup was ever restored to see: npm run restore -- --rehearse FILE',
        }
      : {
          about: 'Rehearsal',
          state: days(rehearsal.at) > 100 ? 'bad' : days(rehearsal.at) > 35 ? 'look' : 'fine',
          say: `${daysAgo(days(rehearsal.at))}, of the backup of ${rehearsal.madeAt.slice(0, 10)}.`,
        };
  return [made, proved];
}

function daysAgo(days: number): string {
  return days <= 0 ? 'today' : days === 1 ? 'yesterday' : `${days} days ago`;
}

/** Reports the size of the database, and checks pending migrations. */
export function checkDatabase({
  version,
  bytes,
  members,
  pendingMigrations,
  codePending,
}: DatabaseFacts): Finding {
  const what = `PostgreSQL ${version}, ${(bytes / 1024 ** 2).toFixed(0)} MB, ${countWithNoun(members, 'member')}.`;
  if (pendingMigrations.every(isContractMigration) && codePending) {
    return {
      about: 'Database',
      state: 'bad',
      say: `${what} Its ${SQL_OBJECTS_LABEL} are of an older version: start the site, or npm run db:migrate.`,
    };
  }
  if (pendingMigrations.length === 0) return { about: 'Database', state: 'fine', say: what };
  return pendingMigrations.every(isContractMigration)
    ? {
        about: 'Database',
        state: 'look',
        say: `${what} ${pendingMigrations.join(', ')} waits until no process of an older version runs: then npm run db:migrate -- --finish.`,
      }
    : {
        about: 'Database',
        state: 'bad',
        say: `${what} ${pendingMigrations.length} migrations wait: start the site, or npm run db:migrate.`,
      };
}

export function checkModerators({ moderators }: DatabaseFacts, today: Day): Finding {
  const about = 'Moderators';
  if (moderators.length === 0) {
    return { about, state: 'bad', say: 'none: npm run role -- grant moderator PSEUDONYM' };
  }
  const until = addDays(today, ROLE_WARNING_DAYS);
  const ending = moderators.some(({ endsOn }) => endsOn < until);
  const list = moderators.map(({ handle, endsOn }) => `${handle} until ${endsOn}`).join(', ');
  const state = ending || moderators.length < 2 ? 'look' : 'fine';
  const ask = ending ? ' Ask them to go on, and others to begin.' : '';
  return {
    about,
    state,
    say: `${list}.${moderators.length < 2 ? ' One alone tires: find a second.' : ask}`,
  };
}

/** Checks the queues that the site promises to answer within a time. */
export function checkModerationQueues({ queues }: DatabaseFacts): Finding {
  const entries = Object.entries(queues).filter(([, { waiting }]) => waiting > 0);
  const late = entries.some(([, queue]) => queue.late > 0);
  const say = entries.map(
    ([name, queue]) => `${queue.waiting} ${name}${queue.late > 0 ? `, ${queue.late} LATE` : ''}`,
  );
  const legal = queues.notices.waiting + queues.demands.waiting > 0;
  return {
    about: 'Waiting',
    state: late ? 'bad' : legal ? 'look' : 'fine',
    say:
      say.length === 0
        ? 'nothing.'
        : `${say.join('; ')}.${legal ? ' See npm run notices, npm run demands -- list.' : ''}`,
  };
}

const DESTRUCTION_MINUTES = 10;

/** Checks that what is to be destroyed is: keys within minutes, rows within hours of their time. */
export function judgeDestruction({ destruction }: DatabaseFacts, now: Date): Finding {
  const { keys, since, rows, older } = destruction;
  const minutes = since === null ? 0 : (now.getTime() - Date.parse(since)) / MINUTE_MS;
  const late = [
    ...(minutes > DESTRUCTION_MINUTES
      ? [
          `${countWithNoun(keys, 'key')} of rows that are gone, the first since ${since?.slice(0, 16).replace('T', ' ')} UTC`,
        ]
      : []),
    ...(rows > 0 ? [`${countWithNoun(rows, 'private row')} past the time`] : []),
  ];
  const before =
    older > 0
      ? ` ${countWithNoun(older, 'row')} of an older version: the next start gives keys to them.`
      : '';
  return {
    about: 'Destruction',
    state: late.length > 0 ? 'bad' : older > 0 ? 'look' : 'fine',
    say:
      (late.length > 0
        ? `NOT destroyed: ${late.join('; ')}. Start the site, or read its log.`
        : 'nothing is overdue.') + before,
  };
}

/** Checks that all entries of the transparency log are signed and that there are witnesses. */
export function checkTransparencyLog(
  { record }: DatabaseFacts,
  knownWitnesses: number,
  keptSize: number | null,
  now: Date,
): Finding[] {
  const hours =
    record.signedAt === null ? null : (now.getTime() - Date.parse(record.signedAt)) / HOUR_MS;
  const behind = keptSize !== null && keptSize > record.size;
  const stuck = record.pending > 0 && (hours === null || hours > 1);
  const signed =
    record.signedAt === null
      ? 'nothing is signed yet'
      : `${countWithNoun(record.size, 'act')}, signed ${record.signedAt.slice(0, 16).replace('T', ' ')} UTC`;
  const wait = record.pending > 0 ? `, ${record.pending} wait` : '';
  const why = behind
    ? ` ${keptSize} were signed: the database came back from a backup, and the next start says so.`
    : stuck
      ? ' They should be signed within ten minutes: start the site, or read its log.'
      : '';
  const log: Finding = {
    about: 'Record',
    state: behind || stuck ? 'bad' : hours === null ? 'look' : 'fine',
    say: `${signed}${wait}.${why}`,
  };
  return [log, judgeWitnesses(record, knownWitnesses, now)];
}

const WITNESS_DAYS = 7;

function judgeWitnesses(record: DatabaseFacts['record'], known: number, now: Date): Finding {
  const about = 'Witnesses';
  if (known === 0) {
    return {
      about,
      state: 'look',
      say: 'none in DATA_DIR/witnesses.txt. Ask two organisations: docs/operating.md.',
    };
  }
  const silent = record.witnesses.filter(
    ({ signedAt }) => now.getTime() - Date.parse(signedAt) > WITNESS_DAYS * DAY_MS,
  );
  const missing = known > record.witnesses.length;
  const list = record.witnesses.map(({ name, signedAt }) => `${name} ${signedAt.slice(0, 10)}`);
  return {
    about,
    state: silent.length > 0 || missing ? 'look' : 'fine',
    say: `${known} known; last signed: ${list.length === 0 ? 'by none' : list.join(', ')}.${silent.length > 0 || missing ? ' Ask those who are silent.' : ''}`,
  };
}

/** Checks when each job last succeeded and which are late, with the kind of their last error. */
export function checkJobs(jobs: readonly JobState[], runs: boolean, now: Date): Finding {
  const about = 'Jobs';
  if (jobs.length === 0) {
    return { about, state: runs ? 'look' : 'unknown', say: 'none has run yet.' };
  }
  const late = jobs.filter(({ isLate }) => isLate);
  const failing = jobs.filter(({ isLate, failures }) => failures > 0 && !isLate);
  const others = jobs.filter(({ isLate, failures }) => failures === 0 && !isLate);
  const parts = [
    ...late.map((job) => `${lastOf(job, now)}, LATE${failureOf(job)}`),
    ...failing.map((job) => `${lastOf(job, now)}${failureOf(job)}`),
    ...others.map((job) => lastOf(job, now)),
  ];
  const isWrong = late.length > 0 || failing.length > 0;
  return {
    about,
    state: late.length > 0 && runs ? 'bad' : isWrong ? 'look' : 'fine',
    say: `${parts.join('; ')}.${isWrong ? ' Read the log of the site.' : ''}`,
  };
}

function lastOf({ name, succeededAt }: JobState, now: Date): string {
  if (succeededAt === null) return `${name} not yet`;
  const minutes = Math.max(0, Math.floor((now.getTime() - Date.parse(succeededAt)) / MINUTE_MS));
  return `${name} ${minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h`} ago`;
}

function failureOf({ failures, failedWith }: JobState): string {
  return failures === 0 ? '' : `, failed ${failures} times (${failedWith ?? 'unknown'})`;
}

function worst(...states: readonly FindingState[]): FindingState {
  const order: readonly FindingState[] = ['bad', 'look', 'unknown', 'fine'];
  return order.find((state) => states.includes(state)) ?? 'fine';
}
