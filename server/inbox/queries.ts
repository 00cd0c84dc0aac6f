import type { Viewer } from '#server/accounts/viewer.ts';
import type { Sql } from '#server/db.ts';
import { found } from '#server/errors.ts';
import type { FollowInput } from '#shared/inbox.ts';
import { SUBJECT_BY_KEY } from './follow.ts';

/**
 * Whether the viewer follows one thing; a client also where she followed one that was joined to it.
 * @throws AppError not-found where there is none.
 */
export async function isFollowing(
  sql: Sql,
  viewer: Viewer,
  { kind, key }: Pick<FollowInput, 'kind' | 'key'>,
): Promise<{ following: boolean }> {
  const [row] = await sql<{ following: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM follow f WHERE f.member_id = $2 AND f.kind = $3
        AND (f.subject = s.id OR $3 = 'client'
          AND f.subject IN (SELECT id FROM client WHERE root_id = s.id))) AS following
       FROM (${SUBJECT_BY_KEY[kind]}) s`,
    [key, viewer.id, kind],
  );
  return found(row);
}
