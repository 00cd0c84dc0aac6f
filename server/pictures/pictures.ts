import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { countUse } from '#server/accounts/limits.ts';
import type { Viewer } from '#server/accounts/viewer.ts';
import { sqlIn, type Database, type Db } from '#server/db.ts';
import type { Deps } from '#server/deps.ts';
import { fileNames, loadImage, removeImage, storeImage } from '#server/files/images.ts';
import type { SanitizedImage } from '#server/files/sanitized-image.ts';
import type { FileStore } from '#server/files/store.ts';
import { newId } from '#server/ids.ts';
import { keyedHash } from '#server/secrets.ts';

export const PICTURE_FIELD = 'screenshot';
/** The field in which a refused form carries the picture that came with it. */
export const KEPT_PICTURE_FIELD = '_image';

export type StoredPicture = {
  readonly image: SanitizedImage;
  /** Brings the files back where another withdrawal has just removed them. */
  readonly secure: () => Promise<void>;
};

/**
 * Stores the picture that came with a form, before any row: its files are there first. A form that
 * is then refused carries a name of it that only its sender can use, so that she need not send it
 * again; used, it counts as fresh for another day.
 * @returns null where there is none, 'lost' where the files of a kept one are gone.
 */
export async function takePicture(
  { store, secrets, database, clock }: Deps,
  request: FastifyRequest,
  viewer: Viewer,
): Promise<StoredPicture | 'lost' | null> {
  const key = secrets.keyFor('kept pictures');
  const typed = request.typed ?? {};
  const name = (imageKey: string): string =>
    `${imageKey}.${keyedHash(key, `${viewer.id} ${imageKey}`)}`;
  let { image } = request;
  if (image !== null) {
    await database.prisma.$transaction((tx) => countUse(tx, viewer.id, 'picture', clock()));
  } else {
    const kept = typed[KEPT_PICTURE_FIELD];
    if (typeof kept !== 'string') return null;
    const [imageKey = ''] = kept.split('.');
    delete typed[KEPT_PICTURE_FIELD];
    image = isSame(kept, name(imageKey)) ? await loadImage(store, imageKey) : null;
    if (image === null) return 'lost';
  }
  await storeImage(store, image);
  typed[KEPT_PICTURE_FIELD] = name(image.key);
  const stored = image;
  return { image, secure: () => secureFiles(store, stored) };
}

/** Ties a stored picture to a pay-out, in the place of the one it had. */
export async function attachPicture(
  tx: Db,
  payoutId: string,
  { image, secure }: StoredPicture,
): Promise<void> {
  await lockPicture(tx, image.key);
  await secure();
  // Another picture comes later than the one it replaces: it takes a new place, and the same keeps its own.
  await tx.screenshot.deleteMany({ where: { payoutId, key: { not: image.key } } });
  await tx.screenshot.createMany({
    data: {
      id: newId(),
      payoutId,
      key: image.key,
      width: image.reading.width,
      height: image.reading.height,
      thumbnailWidth: image.thumbnail.width,
      thumbnailHeight: image.thumbnail.height,
    },
    skipDuplicates: true,
  });
}

/**
 * Removes the files of a picture that a pay-out has just lost, unless another one shows it. To be
 * called after the transaction: were that undone, its row must still have its files.
 */
export async function releasePicture(
  database: Database,
  store: FileStore,
  key: string | null,
): Promise<void> {
  if (key === null) return;
  await database.prisma.$transaction(async (tx) => {
    await lockPicture(tx, key);
    if ((await tx.screenshot.count({ where: { key } })) === 0) await removeImage(store, key);
  });
}

/** Who shows a picture and who removes it take turns. */
async function lockPicture(tx: Db, key: string): Promise<void> {
  await sqlIn(tx)('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))::text AS locked', [key]);
}

async function secureFiles(store: FileStore, image: SanitizedImage): Promise<void> {
  const names = fileNames(image.key);
  const files = [await store.get(names.reading), await store.get(names.thumbnail)];
  if (files.includes(null)) await storeImage(store, image);
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
