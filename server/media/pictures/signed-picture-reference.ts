import { timingSafeEqual } from 'node:crypto';
import { encryptText, decryptText } from '#server/core/encryption.ts';
import { keyedHash, type Secrets } from '#server/core/secrets.ts';
import { formatBox, parseBox, type BoxToCover } from '#shared/media/picture-forms.ts';
import type { PictureAnalysis } from './analyse-picture.ts';
import type { PictureSender } from './picture-sender.ts';

type Owner = Pick<PictureSender, 'owner'>;
/** A box as text: its kind, a space, and `formatBox`. */
type PackedBox = `${BoxToCover['kind']} ${string}`;
type PackedAnalysis = Omit<PictureAnalysis, 'boxes'> & { readonly boxes: PackedBox[] | null };

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
  const key = secrets.keyFor('analyses of kept pictures');
  // Hundreds of boxes fit into the field.
  const boxes = analysis.boxes?.map((box): PackedBox => `${box.kind} ${formatBox(box)}`) ?? null;
  return encryptText(key, `${owner} ${imageKey}`, JSON.stringify({ ...analysis, boxes }));
}

/** Decrypts what `encryptAnalysis` encrypted for this sender and picture; null for anything else. */
export function decryptAnalysis(
  secrets: Secrets,
  { owner }: Owner,
  imageKey: string,
  sealed: unknown,
): PictureAnalysis | null {
  if (typeof sealed !== 'string') return null;
  const key = secrets.keyFor('analyses of kept pictures');
  try {
    const packed = JSON.parse(decryptText(key, `${owner} ${imageKey}`, sealed)) as PackedAnalysis;
    return { ...packed, boxes: packed.boxes?.flatMap(unpack) ?? null };
  } catch {
    return null;
  }
}

function unpack(packed: PackedBox): BoxToCover[] {
  const [kind, text] = packed.split(' ') as [BoxToCover['kind'], string];
  const box = parseBox(text);
  return box === null ? [] : [{ kind, ...box }];
}
