import type { Viewer } from '#server/http/viewer.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import type { PushResponse } from '#shared/community/push.ts';

/** Finds the VAPID public key, and how many browsers of the viewer are subscribed. */
export async function findPushSettings(
  sql: Sql,
  key: string,
  viewer: Viewer,
): Promise<PushResponse> {
  const [row] = await sql(
    statement(
      { count: col.int },
      'SELECT count(*)::int AS count FROM push_subscription WHERE member_id = $1',
    ),
    [viewer.id],
  );
  return { key, devices: row?.count ?? 0 };
}
