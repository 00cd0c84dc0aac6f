import { timingSafeEqual } from 'node:crypto';
import type { Viewer } from '#server/http/viewer.ts';
import { encryptText, decryptText } from '#server/core/encryption.ts';
import { keyedHash, type Secrets } from '#server/core/secrets.ts';
import type { PictureAnalysis } from './analyse-picture.ts';

/** A signed reference to a stored picture that only this viewer can use. */
export function signPictureReference(secrets: Secrets, viewer: Viewer, imageKey: string): string {
  const key = secrets.keyFor('kept pictures');
  return `${imageKey}.${keyedHash(key, `${viewer.id} ${imageKey}`)}`;
}

/** The image key of a signed reference; null where it is not the viewer's. */
export function verifyPictureReference(
  secrets: Secrets,
  viewer: Viewer,
  name: string,
): string | null {
  const [imageKey = ''] = name.split('.');
  const [given, expected] = [name, signPictureReference(secrets, viewer, imageKey)].map((text) =>
    Buffer.from(text),
  );
  if (given === undefined || expected === undefined || given.length !== expected.length) {
    return null;
  }
  return timingSafeEqual(given, expected) ? imageKey : null;
}

/**
 * Encrypts the analysis of a picture for a hidden field of the sender's form, which can neither read
 * nor change it.
 */
export function encryptAnalysis(
  secrets: Secrets,
  viewer: Viewer,
  imageKey: string,
  analysis: PictureAnalysis,
): string {
  const key = secrets.keyFor('marks of kept pictures');
  return encryptText(key, `${viewer.id} ${imageKey}`, JSON.stringify(analysis));
}

/** Decrypts what `encryptAnalysis` encrypted for this viewer and picture; null for anything else. */
export function decryptAnalysis(
  secrets: Secrets,
  viewer: Viewer,
  imageKey: string,
  sealed: unknown,
): PictureAnalysis | null {
  if (typeof sealed !== 'string') return null;
  const key = secrets.keyFor('marks of kept pictures');
  try {
    return JSON.parse(decryptText(key, `${viewer.id} ${imageKey}`, sealed)) as PictureAnalysis;
  } catch {
    return null;
  }
}
