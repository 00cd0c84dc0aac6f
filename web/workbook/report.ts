import type { FieldIssues, ErrorCode } from '#shared/errors.ts';
import { decimalsOf, toMajor, type Currency } from '#shared/money.ts';
import type { LiveEntry, PayoutEntry, TaskEntry } from '#shared/workbook.ts';

/** An entry that was asked to be published, until the server has it. */
export type Outgoing = {
  readonly state: 'waiting' | 'refused';
  /** The client is a company or an account: its name may go, too. */
  readonly company: boolean;
  /** When it was first sent; kept before, so that an answer that was lost is known as lost. */
  readonly firstTriedAt: number | null;
  readonly problem: { readonly code: ErrorCode; readonly fields: FieldIssues } | null;
};
export type Outbox = Readonly<Record<string, Outgoing>>;

/** For so long the server surely knows a key again; it forgets them after three months. */
const KEY_LASTS_MS = 80 * 86_400_000;

/** Sent so long ago, without an answer, that sending again could publish it twice. */
export function isUnsure({ firstTriedAt }: Outgoing, now: number): boolean {
  return firstTriedAt !== null && now - firstTriedAt > KEY_LASTS_MS;
}

/** What the entry lacks before others can make something of it; null where nothing. */
export function lackOf(
  entry: TaskEntry | PayoutEntry,
): 'needsMethod' | 'needsTitle' | 'needsRuns' | null {
  if (entry.kind === 'payout') return entry.method === null ? 'needsMethod' : null;
  if (entry.title === '') return 'needsTitle';
  return Object.values(entry.counts).some((count) => count > 0) ? null : 'needsRuns';
}

/**
 * What is sent of an entry: never its note. The entry's own id is its key, so that it is published
 * once, from whichever tab or device.
 */
export function reportOf(
  entry: TaskEntry | PayoutEntry,
  { company, from }: { company: boolean; from: string },
): { readonly path: string; readonly body: Readonly<Record<string, string | number | boolean>> } {
  const { currency, platform, id } = entry;
  const shared = { _key: id, _from: from, platform, currency };
  if (entry.kind === 'task') {
    const { client, seconds } = entry;
    return {
      path: '/api/task-reports',
      body: {
        ...shared,
        title: entry.title,
        ...(company && client !== null ? { client, notAPerson: true } : {}),
        reward: typed(entry.rewardMinor, currency),
        mode: 'series',
        ...entry.counts,
        ...(seconds === null || seconds === 0 ? {} : { time: `${seconds} s` }),
        workedOn: entry.day,
      },
    };
  }
  const { state, receivedMinor, settledOn, method } = entry;
  const came = state === 'received';
  const partly = came && receivedMinor !== null && receivedMinor !== entry.expectedMinor;
  return {
    path: '/api/payouts',
    body: {
      ...shared,
      outcome: state,
      expected: typed(entry.expectedMinor, currency),
      ...(partly ? { received: typed(receivedMinor, currency) } : {}),
      ...(method === null ? {} : { method }),
      askedOn: entry.day,
      ...(came && settledOn !== null ? { receivedOn: settledOn } : {}),
      ...(came && settledOn === null ? { dateForgotten: true } : {}),
      ...(state === 'refused' && settledOn !== null ? { refusedOn: settledOn } : {}),
    },
  };
}

/** An amount as a person would type it. */
export function typed(minor: number, currency: Currency): string {
  return toMajor(minor, currency).toFixed(decimalsOf(currency));
}

/** Whether others can learn something from it: time spent searching is hers alone. */
export function canPublish(entry: LiveEntry): entry is TaskEntry | PayoutEntry {
  return entry.kind !== 'search';
}
