import type { Database, Db } from '#server/database/db.ts';
import { removeImage } from '#server/media/files/store-image.ts';
import type { PixelFingerprints, SanitizedImage } from '#server/media/files/sanitized-image.ts';
import { StoreUnavailable, type FileStore } from '#server/media/files/file-store.ts';
import { randomId } from '#server/core/ids.ts';
import { fieldError } from '#server/core/errors.ts';
import { MAX_POST_PICTURES } from '#shared/community/forum.ts';
import { refuseDeanonymisingDuplicate } from './refuse-deanonymising-duplicate.ts';

export type StoredPicture = {
  readonly image: SanitizedImage;
  readonly marks: PixelFingerprints;
  /** Restores the files where a concurrent withdrawal deleted them. */
  readonly restoreFiles: () => Promise<void>;
};

/** The row that a picture belongs to. */
export type PictureOwner =
  { readonly payoutId: string } | { readonly incidentId: string } | { readonly postId: string };

/**
 * Links a stored picture to its owner. Replaces the previous picture, except on a post, which can have
 * several.
 * @returns whether the owner did not have this picture before.
 */
export async function attachPicture(
  tx: Db,
  owner: PictureOwner,
  { image, marks, restoreFiles }: StoredPicture,
): Promise<boolean> {
  await lockPicture(tx, image.key);
  await restoreFiles();
  await refuseDeanonymisingDuplicate(tx, owner, image, marks);
  if ('postId' in owner) await requireRoom(tx, owner.postId, image.key);
  else {
    // Keeps the screenshot row of an unchanged picture, so that it is not compared again.
    await tx.screenshot.deleteMany({ where: { ...owner, key: { not: image.key } } });
  }
  const { count } = await tx.screenshot.createMany({
    data: {
      ...owner,
      id: randomId(),
      place: 'postId' in owner ? await nextPlace(tx, owner.postId) : 0,
      key: image.key,
      width: image.reading.width,
      height: image.reading.height,
      thumbnailWidth: image.thumbnail.width,
      thumbnailHeight: image.thumbnail.height,
      ...columnsOf(marks),
    },
    skipDuplicates: true,
  });
  return count > 0;
}

/**
 * Checks that a post may get one more picture.
 * @throws AppError bad-input where it already has the maximum of other pictures.
 */
async function requireRoom(tx: Db, postId: string, key: string): Promise<void> {
  const others = await tx.screenshot.count({ where: { postId, key: { not: key } } });
  if (others >= MAX_POST_PICTURES) {
    throw fieldError('screenshot', 'too-many-pictures', String(MAX_POST_PICTURES));
  }
}

/** The position after a post's other pictures. */
async function nextPlace(tx: Db, postId: string): Promise<number> {
  const { _max } = await tx.screenshot.aggregate({ where: { postId }, _max: { place: true } });
  return (_max.place ?? -1) + 1;
}

function columnsOf({ sourcePixels, shownPixels, dhash, layout }: PixelFingerprints): {
  sourcePixels: string;
  shownPixels: string;
  dhash: bigint;
  layout: string;
} {
  return { sourcePixels, shownPixels, dhash: toSignedBigint(dhash), layout };
}

/** A 64-bit hash as a signed integer, for PostgreSQL's bigint. */
function toSignedBigint(dhash: string): bigint {
  return BigInt.asIntN(64, BigInt(`0x${dhash}`));
}

/**
 * Deletes the files of a picture that its owner lost, unless another row shows it. Call after the
 * commit: a rollback must not lose files. While the storage is down, the sweep deletes them later.
 */
export async function deletePictureIfUnused(
  database: Database,
  store: FileStore,
  key: string | null,
): Promise<void> {
  if (key === null) return;
  try {
    await ifPictureUnused(database, key, () => removeImage(store, key));
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
  }
}

/** Runs `work` unless a picture is in use, under the picture's lock. */
export async function ifPictureUnused(
  database: Pick<Database, 'prisma'>,
  key: string,
  work: () => Promise<void>,
): Promise<void> {
  await database.prisma.$transaction(async (tx) => {
    await lockPicture(tx, key);
    if (!(await isUsed(tx, key))) await work();
  });
}

/** Runs `work` where a picture is in use, under the picture's lock. */
export async function ifPictureUsed(
  database: Pick<Database, 'prisma'>,
  key: string,
  work: () => Promise<void>,
): Promise<void> {
  await database.prisma.$transaction(async (tx) => {
    await lockPicture(tx, key);
    if (await isUsed(tx, key)) await work();
  });
}

/**
 * Locks a picture that private evidence is to use, and restores its files where a concurrent
 * withdrawal deleted them. For published pictures, `attachPicture` does this.
 */
export async function restorePictureFiles(
  tx: Db,
  { image, restoreFiles }: StoredPicture,
): Promise<void> {
  await lockPicture(tx, image.key);
  await restoreFiles();
}

/** Whether a row uses the picture: a published one, or private evidence. */
async function isUsed(tx: Db, key: string): Promise<boolean> {
  if ((await tx.screenshot.count({ where: { key } })) > 0) return true;
  return (await tx.privateEvidence.count({ where: { pictureKey: key } })) > 0;
}

/** Takes the advisory lock that serialises showing and removing a picture. */
async function lockPicture(tx: Db, key: string): Promise<void> {
  await tx.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))::text AS locked', [key]);
}
