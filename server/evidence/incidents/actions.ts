import { randomInt } from 'node:crypto';
import type { z } from 'zod/mini';
import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { findOrCreateReportedClient } from '#server/directory/clients/find-or-create-client.ts';
import { removeEmptyClient } from '#server/directory/clients/remove-empty-client.ts';
import { isShownSql } from '#server/database/predicates/content-visibility.ts';
import { col, statement } from '#server/database/sql.ts';
import { dayToDate, type Db } from '#server/database/db.ts';
import { AppError, appErrorOrRethrow, fieldError } from '#server/core/errors.ts';
import { refuseUnsigning } from '#server/evidence/attribution/refuse-unsigning.ts';
import { randomId } from '#server/core/ids.ts';
import { attachPicture, type StoredPicture } from '#server/media/pictures/attach-picture.ts';
import { findOrCreateAuthor } from '#server/directory/platforms/find-or-create-author.ts';
import type { DrawInteger } from '#server/evidence/publication/rules.ts';
import { drawDueDay } from '#server/evidence/publication/show-due-posts.ts';
import {
  findPlatformFieldErrors,
  resolvePlatform,
} from '#server/directory/platforms/resolve-platform.ts';
import {
  appendEntries,
  appendEntry,
  appendIfContentChanged,
} from '#server/transparency-log/append-entries.ts';
import { withdrawContent } from '#server/identity/accounts/withdraw-content.ts';
import {
  lockSigningState,
  matchSigningOfOtherPieces,
} from '#server/evidence/attribution/actions.ts';
import { markStale } from '#server/directory/stale-figures/mark-stale.ts';
import { today } from '#shared/core/days.ts';
import type { FieldIssues } from '#shared/core/errors.ts';
import type { incidentCorrection, incidentForm } from '#shared/evidence/incidents.ts';
import { lockIncident } from './lock-incident.ts';
import {
  findIncidentFieldErrors,
  incidentRights,
  parseIncident,
  canIncidentHavePicture,
  type ParsedIncident,
} from './rules.ts';

/** An incident's id, and the slug of its platform. */
type Placed = { id: string; slug: string };
/** A changed incident, and the key of the picture that it no longer shows; null without one. */
type Changed = Placed & { unusedPictureKey: string | null };

/**
 * Saves an incident of the viewer, which is shown on a Monday that is drawn. Idempotent by the form's
 * key.
 */
export async function publishIncident(
  tx: Db,
  viewer: Viewer,
  input: z.infer<typeof incidentForm>,
  picture: StoredPicture | null,
  now: Date,
  draw: DrawInteger = randomInt,
): Promise<Placed> {
  return runIdempotently(tx, viewer.id, input, now, async () => {
    await countDailyUse(tx, viewer.id, 'incident', now);
    const platform = await resolvePlatform(tx, input.platform).catch(appErrorOrRethrow);
    if (platform instanceof AppError) {
      const fields = { ...platform.fields, ...findIncidentFieldErrors(input, today(now)) };
      throw new AppError('bad-input', { fields });
    }
    const incident = parseIncident(input, today(now));
    if (picture !== null) requirePlace(incident);
    const id = randomId();
    const authorId = await findOrCreateAuthor(tx, viewer.id, platform.id);
    await matchSigningOfOtherPieces(
      tx,
      viewer,
      { kind: 'incident', authorId, id: null },
      input,
      now,
    );
    await tx.incident.create({
      data: {
        ...columnsOf(incident),
        clientId: await clientOf(tx, viewer, platform, incident, now),
        id,
        platformId: platform.id,
        authorId,
        publishedOn: dayToDate(today(now)),
        dueOn: drawDueDay(now, draw),
      },
    });
    if (picture !== null) await attachPicture(tx, { incidentId: id }, picture);
    return { id, slug: platform.slug };
  });
}

/**
 * Finds the field errors that schema validation misses, for an invalid form of a new incident:
 * `typed` has the valid fields only. One answer can then list all errors.
 */
export async function findNewIncidentErrors(
  tx: Db,
  typed: Partial<z.infer<typeof incidentForm>>,
  now: Date,
): Promise<FieldIssues> {
  return {
    ...(await findPlatformFieldErrors(tx, typed.platform)),
    ...findIncidentFieldErrors(typed, today(now)),
  };
}

/**
 * Finds the field errors that schema validation misses, for an invalid form of a correction:
 * `typed` has the valid fields only. One answer can then list all errors.
 */
export async function findIncidentCorrectionErrors(
  tx: Db,
  viewer: Viewer,
  id: string,
  typed: Partial<z.infer<typeof incidentCorrection>>,
  now: Date,
): Promise<FieldIssues> {
  await loadOwn(tx, viewer, id);
  return findIncidentFieldErrors(typed, today(now));
}

/**
 * Replaces the facts of an incident by its author's correction, at once if it is shown. A change of kind drops its "me
 * too"s, which were said of something else.
 */
export async function correctIncident(
  tx: Db,
  viewer: Viewer,
  id: string,
  input: z.infer<typeof incidentCorrection>,
  picture: StoredPicture | null,
  now: Date,
): Promise<Changed> {
  return runIdempotently(tx, viewer.id, input, now, async () => {
    await lockSigningState(tx, viewer, 'incident', id);
    const before = await loadOwn(tx, viewer, id);
    const { slug, platformId, authorId, kind, pictureKey } = before;
    const incident = parseIncident(input, today(now));
    if (picture !== null) requirePlace(incident);
    await matchSigningOfOtherPieces(tx, viewer, { kind: 'incident', authorId, id }, input, now);
    await countDailyUse(tx, viewer.id, 'correction', now);
    const clientId = await clientOf(tx, viewer, { id: platformId, slug }, incident, now);
    await tx.incident.update({ where: { id }, data: { ...columnsOf(incident), clientId } });
    if (incident.published.kind !== kind) {
      await dropMeToos(tx, id, now);
    }
    let shown = pictureKey;
    if (picture !== null) {
      await attachPicture(tx, { incidentId: id }, picture);
      shown = picture.image.key;
    } else if (input.removeScreenshot || !canIncidentHavePicture(incident.published.kind)) {
      await tx.screenshot.deleteMany({ where: { incidentId: id } });
      shown = null;
    }
    if (before.signed && !incident.published.signed) {
      await refuseUnsigning(tx, viewer, 'incident', id);
    }
    if (before.shown) {
      await appendIfContentChanged(tx, now, `incident/${id}`, 'incident-corrected');
      await markStale(tx, 'platform', [platformId]);
    }
    if (before.clientId !== null && before.clientId !== clientId) {
      await removeEmptyClient(tx, before.clientId, viewer.id, now);
    }
    return { id, slug, unusedPictureKey: shown === pictureKey ? null : pictureKey };
  });
}

/**
 * Deletes an incident and its picture for good; of one that was shown the record keeps only that its
 * author withdrew it.
 * @returns the keys of pictures to delete.
 */
export async function withdrawIncident(
  tx: Db,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<string[]> {
  const { platformId, clientId, shown } = await loadOwn(tx, viewer, id);
  const unusedPictureKeys = await withdrawContent(tx, viewer.id, 'incident', id, now, {
    recorded: shown,
  });
  if (shown) await markStale(tx, 'platform', [platformId]);
  if (clientId !== null) await removeEmptyClient(tx, clientId, viewer.id, now);
  return unusedPictureKeys;
}

/** Adds the viewer's "me too" to another member's incident, shown on a Monday that is drawn; idempotent. */
export async function addMeToo(
  tx: Db,
  viewer: Viewer,
  id: string,
  now: Date,
  draw: DrawInteger = randomInt,
): Promise<Placed> {
  const { slug, platformId, memberId } = await lockIncident(tx, viewer, id);
  const rights = incidentRights({ member: true, author: memberId === viewer.id });
  if (!rights.echo) throw new AppError('not-allowed');
  const authorId = await findOrCreateAuthor(tx, viewer.id, platformId);
  const { count } = await tx.incidentEcho.createMany({
    data: { incidentId: id, authorId, dueOn: drawDueDay(now, draw) },
    skipDuplicates: true,
  });
  if (count > 0) await countDailyUse(tx, viewer.id, 'echo', now);
  return { id, slug };
}

/** Removes the viewer's "me too", at once; idempotent. */
export async function withdrawMeToo(
  tx: Db,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<Placed> {
  const { slug } = await lockIncident(tx, viewer, id);
  const [withdrawn] = await tx.sql(DELETE_ECHO, [id, viewer.id]);
  if (withdrawn?.shown === true) {
    const subject = `incident/${id}`;
    await appendEntry(tx, now, { kind: 'incident-echo-withdrawn', subject, content: null });
  }
  return { id, slug };
}

/** Removes all "me too"s of an incident. */
async function dropMeToos(tx: Db, id: string, now: Date): Promise<void> {
  const dropped = await tx.sql(DELETE_ECHOES, [id]);
  await appendEntries(
    tx,
    now,
    dropped
      .filter(({ shown }) => shown)
      .map(() => ({ kind: 'incident-echo-withdrawn', subject: `incident/${id}`, content: null })),
  );
}

const DELETE_ECHOES = statement(
  { shown: col.bool },
  `DELETE FROM incident_echo e WHERE e.incident_id = $1 RETURNING ${isShownSql('e')} AS shown`,
);
const DELETE_ECHO = statement(
  { shown: col.bool },
  `DELETE FROM incident_echo e USING author a
    WHERE e.incident_id = $1 AND a.id = e.author_id AND a.member_id = $2
   RETURNING ${isShownSql('e')} AS shown`,
);

async function loadOwn(tx: Db, viewer: Viewer, id: string): ReturnType<typeof lockIncident> {
  const incident = await lockIncident(tx, viewer, id);
  const rights = incidentRights({ member: true, author: incident.memberId === viewer.id });
  if (!rights.edit) throw new AppError('not-allowed');
  return incident;
}

/**
 * Finds the client who pays for posts, creating it if it is new.
 * @returns the client's id; null when the incident names none.
 */
function clientOf(
  tx: Db,
  viewer: Viewer,
  platform: { id: string; slug: string },
  { client }: ParsedIncident,
  now: Date,
): Promise<string | null> {
  const named = { platformId: platform.id, externalId: null };
  return findOrCreateReportedClient(tx, viewer.id, { ...named, name: client }, now);
}

function requirePlace({ published }: ParsedIncident): void {
  if (!canIncidentHavePicture(published.kind)) throw fieldError('screenshot', 'contradicts');
}

type IncidentColumns = ParsedIncident['published'] &
  Omit<ParsedIncident['exact'], 'happenedOn'> & { happenedOn: Date };

function columnsOf({ exact, published }: ParsedIncident): IncidentColumns {
  return { ...published, ...exact, happenedOn: dayToDate(exact.happenedOn) };
}
