/** What the name of a migration ends in that takes something away: the version before needs it still. */
export const CONTRACT = '_contract';

/** Why migrations are not applied, in a sentence for the operator. */
export class MigrationsHeld extends Error {}

/** Whether a migration has to wait until no process of the version before runs. */
export function isContract(name: string): boolean {
  return name.endsWith(CONTRACT);
}

/**
 * Which of the migrations that are pending are applied now, where what takes away may not be: all that
 * add. What takes away waits, without harm: this version works with it and without it.
 * @throws MigrationsHeld where one that adds comes after one that waits, and may build on it.
 */
export function planExpansion(pending: readonly string[]): { apply: string[]; wait: string[] } {
  const wait = pending.filter(isContract);
  const apply = pending.filter((name) => !isContract(name));
  const [first] = wait;
  const behind = apply.find((name) => first !== undefined && name > first);
  if (behind !== undefined) {
    throw new MigrationsHeld(
      `${String(first)} has to be applied before ${behind}, once no process of an older version runs: stop those, give npm run db:migrate -- --finish, and start again.`,
    );
  }
  return { apply, wait };
}
