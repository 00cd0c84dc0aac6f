import { timingSafeEqual } from 'node:crypto';
import type { Viewer } from '#server/identity/accounts/viewer.ts';
import { seal, unseal } from '#server/core/encryption.ts';
import { keyedHash, type Secrets } from '#server/core/secrets.ts';
import type { Looked } from './look.ts';

/** The name of a picture for the one who sent it: nobody else can use it. */
export function nameKept(secrets: Secrets, viewer: Viewer, imageKey: string): string {
  const key = secrets.keyFor('kept pictures');
  return `${imageKey}.${keyedHash(key, `${viewer.id} ${imageKey}`)}`;
}

/** The key of the picture that a name stands for; null where it is not the viewer's. */
export function readKept(secrets: Secrets, viewer: Viewer, name: string): string | null {
  const [imageKey = ''] = name.split('.');
  const [given, expected] = [name, nameKept(secrets, viewer, imageKey)].map((text) =>
    Buffer.from(text),
  );
  if (given === undefined || expected === undefined || given.length !== expected.length) {
    return null;
  }
  return timingSafeEqual(given, expected) ? imageKey : null;
}

/** What was found out about a picture, for its sender's form to carry: she cannot read or change it. */
export function sealLooked(
  secrets: Secrets,
  viewer: Viewer,
  imageKey: string,
  looked: Looked,
): string {
  const key = secrets.keyFor('marks of kept pictures');
  return seal(key, `${viewer.id} ${imageKey}`, JSON.stringify(looked));
}

/** What `sealLooked` sealed for this viewer and picture; null for anything else. */
export function unsealLooked(
  secrets: Secrets,
  viewer: Viewer,
  imageKey: string,
  sealed: unknown,
): Looked | null {
  if (typeof sealed !== 'string') return null;
  const key = secrets.keyFor('marks of kept pictures');
  try {
    return JSON.parse(unseal(key, `${viewer.id} ${imageKey}`, sealed)) as Looked;
  } catch {
    return null;
  }
}
