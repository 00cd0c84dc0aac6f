import type { Day } from '#shared/core/days.ts';
import { formatTypedAmount } from '#shared/core/money.ts';
import { hash128 } from '#shared/evidence/workbook-hash.ts';
import { readTypedValues, roundTypedFields } from '#web/evidence/payouts/typed-values.ts';
import type { LiveEntry, PayoutEntry, TaskEntry } from '#shared/evidence/workbook.ts';

/** A request that publishes an entry. */
export type PublicationRequest = {
  readonly path: string;
  readonly body: Readonly<Record<string, string | number | boolean>>;
  /** Hash of the exact content, where the body was rounded. */
  readonly content?: string;
};

/**
 * The member's choice where her others on the platform are signed: sign this one too, or unsign
 * those.
 */
export type SigningChoice = 'sign' | 'unsign-others';

/** The detail that an entry needs to be useful to others; null when complete. */
export function missingDetailOf(
  entry: TaskEntry | PayoutEntry,
): 'needsMethod' | 'needsTitle' | 'needsRuns' | null {
  if (entry.kind === 'payout') return entry.method === null ? 'needsMethod' : null;
  if (entry.title === '') return 'needsTitle';
  return Object.values(entry.counts).some((count) => count > 0) ? null : 'needsRuns';
}

/**
 * The request for an entry: never its note. The entry's id is the idempotency key, so that it is
 * published once from any tab or device.
 */
export function publicationRequestOf(
  entry: TaskEntry | PayoutEntry,
  {
    company,
    from,
    signing,
  }: { company: boolean; from: string; signing?: SigningChoice | undefined },
): PublicationRequest {
  const { currency, platform, id } = entry;
  const shared = {
    _key: id,
    _from: from,
    platform,
    currency,
    ...(signing === 'sign' ? { signed: true } : {}),
    ...(signing === 'unsign-others' ? { alike: true } : {}),
  };
  if (entry.kind === 'task') {
    const { client, seconds } = entry;
    return {
      path: '/api/task-reports',
      body: {
        ...shared,
        title: entry.title,
        ...(company && client !== null ? { client, notAPerson: true } : {}),
        reward: formatTypedAmount(entry.rewardMinor, currency, 'en'),
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
      expected: formatTypedAmount(entry.expectedMinor, currency, 'en'),
      ...(partly ? { received: formatTypedAmount(receivedMinor, currency, 'en') } : {}),
      ...(method === null ? {} : { method }),
      askedOn: entry.day,
      ...(came && settledOn !== null ? { receivedOn: settledOn } : {}),
      ...(came && settledOn === null ? { dateForgotten: true } : {}),
      ...(state === 'refused' && settledOn !== null ? { refusedOn: settledOn } : {}),
    },
  };
}

/** Rounds the amounts and days of a payout's request, as its form does. `now` is the day in UTC. */
export function roundRequest(request: PublicationRequest, now: Day): PublicationRequest {
  const typed = Object.fromEntries(
    Object.entries(request.body).map(([name, value]) => [name, String(value)]),
  );
  const values = readTypedValues(typed, now);
  if (values === null) return request;
  const { outcome } = typed;
  return {
    ...request,
    body: { ...request.body, ...roundTypedFields(values, outcome, now) },
    content: comparableContentOf(request),
  };
}

const HOW_SENT = new Set(['signed', 'alike']);

/** The content of a report, without page, key and name, for comparison. */
export function comparableContentOf({ path, body, content }: PublicationRequest): string {
  if (content !== undefined) return content;
  const fields = Object.entries(body).filter(
    ([name]) => !name.startsWith('_') && !HOW_SENT.has(name),
  );
  return hash128(JSON.stringify([path, fields]));
}

/** Whether the entry changed since it was published. */
export function isChangedSincePublication(entry: TaskEntry | PayoutEntry): boolean {
  const published = entry.published?.content;
  if (published === undefined) return false;
  // The published content may or may not have named the client: compare with both.
  return [true, false].every(
    (company) =>
      comparableContentOf(publicationRequestOf(entry, { company, from: '' })) !== published,
  );
}

/** Whether others can learn from an entry; search time is private. */
export function isPublishable(entry: LiveEntry): entry is TaskEntry | PayoutEntry {
  return entry.kind !== 'search';
}
