import type { Day } from '#shared/core/days.ts';

/** A change of a platform's standing; `before` is null for the first. */
export type StandingChange = {
  readonly day: Day;
  readonly before: string | null;
  readonly after: string;
};

/**
 * Returns the standing that changes lead to, and the day of the last one; null without changes, or
 * where they do not follow from each other. The order within a day is not published: each state but
 * the last is left as often as it is reached.
 */
export function standingAfter(
  changes: readonly StandingChange[],
): { readonly state: string; readonly since: Day } | null {
  const left = new Map<string | null, number>();
  const count = (state: string | null, by: number): void => {
    const sum = (left.get(state) ?? 0) + by;
    if (sum === 0) left.delete(state);
    else left.set(state, sum);
  };
  let since = '';
  for (const { day, before, after } of changes) {
    count(before, -1);
    count(after, 1);
    if (day > since) since = day;
  }
  const [state] = [...left.keys()].filter((one) => one !== null);
  const isPath = left.size === 2 && left.get(null) === -1;
  return isPath && state !== undefined ? { state, since } : null;
}
