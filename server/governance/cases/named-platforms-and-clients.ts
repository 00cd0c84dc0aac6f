import type { Db } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import type { PlatformOrClientId } from '#server/directory/clients/platform-or-client.ts';
import { requireFound } from '#server/core/errors.ts';
import {
  FLAGGABLE_CONTENT,
  contentWithJoinsSql,
  loadFlaggableSubject,
} from '#server/public-schema/flaggable-subjects.ts';
import { type SubjectKind } from '#shared/core/subject-kinds.ts';
import { parseSubjectName } from '#shared/governance/cases.ts';

/**
 * Finds the platform and the client that a subject names, that of its page first.
 * @throws AppError not-found.
 */
export async function findNamedPlatformsAndClients(
  tx: Db,
  subject: string,
): Promise<PlatformOrClientId[]> {
  const { kind, id } = parseSubjectName(subject);
  const { platformId, ...loaded } = requireFound(await loadFlaggableSubject(tx, kind, id));
  const clientId = loaded.clientId ?? (await clientOf(tx, kind, id));
  const platform = platformId === null ? [] : [{ platformId }];
  const client = clientId === null ? [] : [{ clientId }];
  return kind === 'client-review' ? [...client, ...platform] : [...platform, ...client];
}

/** Finds the client that a subject is about but whose figures do not count it; null without one. */
async function clientOf(tx: Db, kind: SubjectKind, id: string): Promise<string | null> {
  const judged = FLAGGABLE_CONTENT[kind];
  if (judged.about === undefined) return null;
  const text = `SELECT ${judged.about} AS "clientId" FROM ${contentWithJoinsSql(judged)} WHERE t.id = $1`;
  const [row] = await tx.sql(statement({ clientId: col.text.orNull }, text), [id]);
  return row?.clientId ?? null;
}

/**
 * Finds the one among named platforms and clients that a receipt's holder represents; merged
 * clients count as one. Null without one.
 */
export async function findRepresentedPlatformOrClient(
  sql: Sql,
  candidates: readonly PlatformOrClientId[],
  { platformId, clientId }: { platformId: string | null; clientId: string | null },
): Promise<PlatformOrClientId | null> {
  for (const named of candidates) {
    if ('platformId' in named) {
      if (named.platformId === platformId) return named;
      continue;
    }
    const same = await sql(
      statement(
        { id: col.text },
        `SELECT c.id FROM client c JOIN client o ON o.root_id = c.root_id
        WHERE c.id = $1 AND o.id = $2`,
      ),
      [named.clientId, clientId],
    );
    if (same.length > 0) return named;
  }
  return null;
}
