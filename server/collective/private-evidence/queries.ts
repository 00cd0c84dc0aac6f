import type { Viewer } from '#server/http/viewer.ts';
import { col, statement, type RowOf, type RowShape, type Sql } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import { loadImage } from '#server/media/files/store-image.ts';
import type { FileStore } from '#server/media/files/file-store.ts';
import { isModeratorOnSql } from '#server/database/predicates/moderators.ts';
import type { Secrets } from '#server/core/secrets.ts';
import { decryptRowText } from '#server/database/shredding/sealed-text.ts';
import { addDays, today } from '#shared/core/days.ts';
import {
  CHECKERS_NEEDED,
  EVIDENCE_TO_CHECK_SHOWN,
  PRIVATE_EVIDENCE_EXPIRY_DAYS,
  type OwnPrivateEvidenceResponse,
  type PrivateCheckResponse,
  type PrivateChecksResponse,
} from '#shared/collective/private-evidence.ts';
import { requireModerator } from '#server/identity/roles/decision-maker-handles.ts';
import { mayCheckPrivateEvidenceSql } from './sql-conditions.ts';
import { PRIVATE_EVIDENCE_KEY_PURPOSE } from './actions.ts';

export type PrivateEvidenceDeps = {
  readonly sql: Sql;
  readonly secrets: Secrets;
  readonly store: FileStore;
};

type Row = RowOf<typeof ROW_COLUMNS>;

const ROW_COLUMNS = {
  id: col.text,
  platform: col.json<{ slug: string; name: string }>(),
  text: col.text,
  keySlot: col.int.orNull,
  pictureKey: col.text.orNull,
  sentOn: col.text,
} satisfies RowShape;
const ROW = `e.id, json_build_object('slug', p.slug, 'name', p.name) AS platform, e.text,
  e.key_slot AS "keySlot",
  e.picture_key AS "pictureKey", e.sent_on::text AS "sentOn"`;

/**
 * Finds the viewer's pending private evidence, and the platforms for which two checkers accepted
 * it.
 */
export async function findOwnPrivateEvidence(
  parts: PrivateEvidenceDeps,
  viewer: Viewer,
  now: Date,
): Promise<OwnPrivateEvidenceResponse> {
  const { sql } = parts;
  const rows = await sql(
    statement(
      ROW_COLUMNS,
      `SELECT ${ROW} FROM private_evidence e JOIN platform p ON p.id = e.platform_id
      WHERE e.member_id = $1 ORDER BY p.name_key`,
    ),
    [viewer.id],
  );
  const worksThere = await sql(
    statement(
      {
        platform: col.json<OwnPrivateEvidenceResponse['worksThere'][number]['platform']>(),
        until: col.text,
      },
      `SELECT json_build_object('slug', p.slug, 'name', p.name) AS platform, w.until::text AS until
       FROM works_there w JOIN platform p ON p.id = w.platform_id
      WHERE w.member_id = $1 AND w.until >= $2::date ORDER BY p.name_key`,
    ),
    [viewer.id, today(now)],
  );
  const [counted] = await sql(
    statement(
      { checkers: col.int },
      `SELECT count(*)::int AS checkers FROM member m
      WHERE m.id <> $1 AND ${isModeratorOnSql('m.id', '$2::date')}`,
    ),
    [viewer.id, today(now)],
  );
  return {
    evidence: await Promise.all(rows.map((row) => opened(parts, row))),
    worksThere,
    enoughCheckers: (counted?.checkers ?? 0) >= CHECKERS_NEEDED,
  };
}

/**
 * Lists the evidence that waits for the viewer as a checker, oldest day first; within a day by
 * random id.
 * @throws AppError not-allowed unless a moderator.
 */
export async function listEvidenceToCheck(
  { sql }: PrivateEvidenceDeps,
  viewer: Viewer,
  now: Date,
): Promise<PrivateChecksResponse> {
  requireModerator(viewer);
  const rows = await sql(
    statement(
      { ...ROW_COLUMNS, accepted: col.bool.orNull },
      `SELECT ${ROW}, ${ACCEPTED} AS accepted
       FROM private_evidence e JOIN platform p ON p.id = e.platform_id
      WHERE ${mayCheckPrivateEvidenceSql('$1', '$2::date')}
      ORDER BY e.sent_on, e.id LIMIT ${EVIDENCE_TO_CHECK_SHOWN}`,
    ),
    [viewer.id, today(now)],
  );
  return {
    evidence: rows.map(({ id, platform, sentOn, accepted }) => ({
      id,
      platform,
      accepted,
      until: lastDay(sentOn),
    })),
  };
}

/**
 * Finds one piece of evidence for its checker, without anything about the sender.
 * @throws AppError not-found, also when not assigned to her.
 */
export async function findEvidenceToCheck(
  parts: PrivateEvidenceDeps,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<PrivateCheckResponse> {
  requireFound(viewer.roles.includes('moderator') || null);
  const [row] = await parts.sql(
    statement(
      { ...ROW_COLUMNS, accepted: col.bool.orNull },
      `SELECT ${ROW}, ${ACCEPTED} AS accepted
       FROM private_evidence e JOIN platform p ON p.id = e.platform_id
      WHERE e.id = $3 AND ${mayCheckPrivateEvidenceSql('$1', '$2::date')}`,
    ),
    [viewer.id, today(now), id],
  );
  const { accepted, ...rest } = requireFound(row);
  return { ...(await opened(parts, rest)), accepted };
}

/**
 * Reads the picture of private evidence, for its sender and checkers.
 * @throws AppError not-found for everybody else.
 */
export async function readPrivateEvidencePicture(
  { sql, store }: PrivateEvidenceDeps,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<Buffer> {
  const checks = viewer.roles.includes('moderator');
  const [row] = await sql(
    statement(
      { pictureKey: col.text.orNull },
      `SELECT e.picture_key AS "pictureKey" FROM private_evidence e
      WHERE e.id = $3 AND (e.member_id = $1 OR $4::boolean AND ${mayCheckPrivateEvidenceSql('$1', '$2::date')})`,
    ),
    [viewer.id, today(now), id, checks],
  );
  const image = await loadImage(store, requireFound(requireFound(row).pictureKey));
  return requireFound(image).reading.bytes;
}

const ACCEPTED = `(SELECT v.accepts FROM private_evidence_voice v
  WHERE v.evidence_id = e.id AND v.member_id = $1)`;

function lastDay(sentOn: string): string {
  return addDays(sentOn, PRIVATE_EVIDENCE_EXPIRY_DAYS);
}

async function opened(
  { secrets, store }: PrivateEvidenceDeps,
  { id, platform, text, keySlot, pictureKey, sentOn }: Row,
): Promise<OwnPrivateEvidenceResponse['evidence'][number]> {
  const image = pictureKey === null ? null : await loadImage(store, pictureKey);
  return {
    id,
    platform,
    text: await decryptRowText(secrets, PRIVATE_EVIDENCE_KEY_PURPOSE, {
      id,
      keySlot,
      sealed: text,
    }),
    picture:
      image === null
        ? null
        : {
            url: `/files/private/${id}.webp`,
            width: image.reading.width,
            height: image.reading.height,
          },
    until: lastDay(sentOn),
  };
}
