import { timingSafeEqual } from 'node:crypto';
import { encryptText, decryptText } from '#server/core/encryption.ts';
import { keyedHash, type Secrets } from '#server/core/secrets.ts';
import type { PictureAnalysis } from './analyse-picture.ts';
import type { PictureSender } from './picture-sender.ts';

type Owner = Pick<PictureSender, 'owner'>;

/** A signed reference to a stored picture that only its sender can use. */
export function signPictureReference(secrets: Secrets, { owner }: Owner, imageKey: string): string {
  const key = secrets.keyFor('kept pictures');
  return `${imageKey}.${keyedHash(key, `${owner} ${imageKey}`)}`;
}

/** The image key of a signed reference; null where it is not the sender's. */
export function verifyPictureReference(
  secrets: Secrets,
  sender: Owner,
  name: string,
): string | null {
  const [imageKey = ''] = name.split('.');
  const [given, expected] = [name, signPictureReference(secrets, sender, imageKey)].map((text) =>
    Buffer.from(text),
  );
  if (given === undefined || expected === undefined || given.length !== expected.length) {
    return null;
  }
  return timingSafeEqual(given, expected) ? imageKey : null;
}

/**
 * Encrypts the analysis of a picture for a hidden field of the sender's form, so that she can neither
 * read nor change it.
 */
export function encryptAnalysis(
  secrets: Secrets,
  { owner }: Owner,
  imageKey: string,
  analysis: PictureAnalysis,
): string {
  const key = secrets.keyFor('marks of kept pictures');
  return encryptText(key, `${owner} ${imageKey}`, JSON.stringify(analysis));
}

/** Decrypts what `encryptAnalysis` encrypted for this sender and picture; null for anything else. */
export function decryptAnalysis(
  secrets: Secrets,
  { owner }: Owner,
  imageKey: string,
  sealed: unknown,
): PictureAnalysis | null {
  if (typeof sealed !== 'string') return null;
  const key = secrets.keyFor('marks of kept pictures');
  try {
    return JSON.parse(decryptText(key, `${owner} ${imageKey}`, sealed)) as PictureAnalysis;
  } catch {
    return null;
  }
}
