import { withdrawAllPosts } from '#server/community/forum/withdraw-all-posts.ts';
import { AppError } from '#server/core/errors.ts';
import type { Secrets } from '#server/core/secrets.ts';
import type { Database } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { createWithdrawals } from '#server/governance/withdrawals/withdraw-by-kind.ts';
import type { Viewer } from '#server/http/viewer.ts';
import {
  FLAGGABLE_CONTENT_ENTRIES,
  authorMemberIdSql,
  contentFromSql,
} from '#server/public-schema/flaggable-subjects.ts';
import { ERROR_STATUS } from '#shared/core/errors.ts';

/** Rounds of posts in one request; each round withdraws some hundreds. */
const ROUNDS_OF_POSTS = 5;

/**
 * Withdraws all that the viewer published, each piece in a transaction of its own and by the rules of its
 * kind: released slips go on their drawn Mondays, a post that others answered leaves its place. What
 * binds others stays, e.g. a boycott that people pledged for.
 * @returns the keys of pictures no longer used, and whether posts are left for another request.
 */
export async function withdrawEverything(
  database: Database,
  secrets: Secrets,
  viewer: Viewer,
  now: Date,
): Promise<{ unusedPictureKeys: string[]; left: boolean }> {
  const unusedPictureKeys: string[] = [];
  for (const [kind, withdraw] of createWithdrawals(secrets)) {
    const own = OWN.get(kind);
    if (kind === 'post' || own === undefined) continue;
    for (const { id } of await database.sql(own, [viewer.id])) {
      try {
        const done = await database.prisma.$transaction((tx) => withdraw(tx, viewer, id, now));
        unusedPictureKeys.push(...done.unusedPictureKeys);
      } catch (error) {
        if (!staysForAReason(error)) throw error;
      }
    }
  }
  let left = true;
  for (let round = 0; left && round < ROUNDS_OF_POSTS; round += 1) {
    const posts = await withdrawAllPosts(database, viewer, now);
    unusedPictureKeys.push(...posts.unusedPictureKeys);
    ({ left } = posts);
  }
  return { unusedPictureKeys, left };
}

/** Withdrawn from another device, or not hers to withdraw now. */
function staysForAReason(error: unknown): boolean {
  return error instanceof AppError && ERROR_STATUS[error.code] < 500;
}

/** SQL by kind: the ids of what member $1 published, in random order. */
const OWN = new Map(
  FLAGGABLE_CONTENT_ENTRIES.filter(([, { by }]) => by !== null).map(([kind, flaggable]) => [
    kind,
    statement(
      { id: col.text },
      `SELECT t.id FROM ${contentFromSql(flaggable)}
        WHERE ${authorMemberIdSql(flaggable)} = $1 AND ${flaggable.there ?? 'true'} ORDER BY random()`,
    ),
  ]),
);
