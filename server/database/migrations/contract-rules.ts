/** Name suffix of a migration that removes something the previous version still uses. */
export const CONTRACT_SUFFIX = '_contract';

/** Migrations cannot be applied now; the message is a sentence for the operator. */
export class MigrationsBlocked extends Error {}

/** Whether a migration has to wait until no process of the previous version runs. */
export function isContractMigration(name: string): boolean {
  return name.endsWith(CONTRACT_SUFFIX);
}

/**
 * Splits pending migrations into those to apply now (additions) and `_contract` ones, which wait: this
 * version works with and without them.
 * @throws MigrationsBlocked where an addition comes after a waiting `_contract`, on which it may depend.
 */
export function planExpansion(pending: readonly string[]): { apply: string[]; wait: string[] } {
  const wait = pending.filter(isContractMigration);
  const apply = pending.filter((name) => !isContractMigration(name));
  const [first] = wait;
  const behind = apply.find((name) => first !== undefined && name > first);
  if (behind !== undefined) {
    throw new MigrationsBlocked(
      `${String(first)} has to be applied before ${behind}, once no process of an older version runs: stop those, give npm run db:migrate -- --finish, and start again.`,
    );
  }
  return { apply, wait };
}
