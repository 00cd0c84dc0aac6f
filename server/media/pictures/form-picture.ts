import type { FastifyRequest } from 'fastify';
import type { MediaDeps } from '#server/media/deps.ts';
import { type AppError, fieldError } from '#server/core/errors.ts';
import { imageFileNames, loadImage, storeImage } from '#server/media/files/store-image.ts';
import type { FingerprintedImage, SanitizedImage } from '#server/media/files/sanitized-image.ts';
import { ImageRefused } from '#server/media/files/image-refused.ts';
import type { FileStore } from '#server/media/files/file-store.ts';
import { toImageIssue } from './multipart-uploads.ts';
import { formatBox, parseBox, type RedactionReviewData } from '#shared/media/picture-forms.ts';
import type { Box } from '#shared/media/box.ts';
import { deletePictureIfUnused, type StoredPicture } from './attach-picture.ts';
import { countDailyPicture } from './daily-picture-limit.ts';
import {
  signPictureReference,
  verifyPictureReference,
  encryptAnalysis,
  decryptAnalysis,
} from './signed-picture-reference.ts';
import { analysePicture, type AnalysisOptions, type PictureAnalysis } from './analyse-picture.ts';
import type { PictureSender } from './picture-sender.ts';

export const PICTURE_FIELD = 'screenshot';
export const PICTURE_DESCRIPTION = `Where the picture seems to show a name, an address, an identifier,
a gift code, an IBAN, a card, an e-mail address or a telephone number, nothing is published:
\`screenshot\` is refused as \`image-shows-personal\`, and its \`limit\` is the key of the picture
(\`image-not-looked-at\` where nobody could look). Look at it, then send the same form and picture again
with that key as \`_looked\` and with \`_answer\`: \`publish\` where nothing on it is personal, \`cover\`
to cover all that was found, or \`cover\` with the places to cover as \`_cover\`, each
"left_top_width_height" in pixels of the published size. With \`_whole=1\` the picture is refused as
\`image-to-cover\` wherever it shows words that are not known to be harmless.`;
/** Hidden field of a refused form with the signed reference to its stored picture. */
const REFERENCE_FIELD = '_image';
/** Hidden field of a refused form with the encrypted analysis of its stored picture. */
const MARKS_FIELD = '_marks';
/**
 * Field with the boxes that seem personal, filled in for the page that shows the form again; ignored
 * in requests.
 */
const FOUND_FIELD = '_found';
const WHOLE_FIELD = '_whole';
const KEEP_FIELD = '_keep';

/** A form's picture, and the error that prevents its publication; each null where there is none. */
export type StoredFormPicture = {
  readonly picture: StoredPicture | null;
  readonly issue: AppError | null;
};

type Typed = Record<string, unknown>;
type AnalysedPicture = { readonly image: SanitizedImage; readonly analysis: PictureAnalysis };

/**
 * Stores a form's picture before any row refers to it. Refuses what seems personal on it until the
 * sender covers it or says that it is not. A refused form carries a signed reference, so that she need
 * not upload again; using it renews the file's age.
 */
export async function storeFormPicture(
  deps: MediaDeps,
  request: FastifyRequest,
  sender: PictureSender,
): Promise<StoredFormPicture> {
  const typed = request.typed ?? {};
  delete typed[FOUND_FIELD];
  try {
    const sent = await loadFormPicture(deps, request.image, sender, typed);
    if (sent === null) return { picture: null, issue: null };
    const { seen, issue } = await applyAnswer(deps, sender, sent, typed);
    fillRefusedForm(deps, sender, seen, typed);
    const { image, analysis } = seen;
    const restoreFiles = (): Promise<void> => restoreMissingFiles(deps.store, image);
    return { picture: { image, marks: analysis.marks, restoreFiles }, issue };
  } catch (error) {
    return { picture: null, issue: toImageIssue(error, PICTURE_FIELD) };
  }
}

/**
 * Loads the picture of a form: the upload, else the stored one of an earlier attempt.
 * @throws ImageRefused where the files of a stored one are gone, or it cannot be read now.
 */
async function loadFormPicture(
  deps: MediaDeps,
  received: FingerprintedImage | null,
  sender: PictureSender,
  typed: Typed,
): Promise<AnalysedPicture | null> {
  const { store, secrets, sanitizer, database } = deps;
  const name = typed[REFERENCE_FIELD];
  const storedKey = typeof name === 'string' ? verifyPictureReference(secrets, sender, name) : null;
  if (received !== null) {
    await storeImage(store, received);
    // Deletes the picture that the new one replaces, instead of leaving it for the sweep.
    if (storedKey !== received.key) await deletePictureIfUnused(database, store, storedKey);
    return look(deps, received, sender, optionsOf(typed));
  }
  if (typeof name !== 'string') return null;
  const image = storedKey === null ? null : await loadImage(store, storedKey);
  if (image === null) {
    delete typed[REFERENCE_FIELD];
    throw new ImageRefused('damaged', null);
  }
  await storeImage(store, image);
  const analysis = decryptAnalysis(secrets, sender, image.key, typed[MARKS_FIELD]);
  if (analysis !== null && analysis.boxes !== null) return { image, analysis };
  await countDailyPicture(deps, sender);
  const marks =
    analysis?.marks ?? (await sanitizer.cover(image.reading.bytes, [], sender.queue)).marks;
  const options = optionsOf(typed);
  const whole = analysis?.whole ?? options.whole;
  return look(deps, { ...image, marks }, sender, { ...options, whole });
}

function optionsOf(typed: Typed): AnalysisOptions {
  const names = [typed['platform'], typed[KEEP_FIELD]].filter((name) => typeof name === 'string');
  // The platform may be named by its slug.
  const keep = names.flatMap((name) => [name, name.replaceAll('-', ' ')]);
  return { keep, whole: typed[WHOLE_FIELD] === '1' };
}

async function look(
  { reader }: MediaDeps,
  image: FingerprintedImage,
  sender: PictureSender,
  options: AnalysisOptions,
): Promise<AnalysedPicture> {
  return { image, analysis: await analysePicture(reader, image, options, sender.queue) };
}

/** Applies the sender's answer about this picture: cover these boxes, or publish as is. */
async function applyAnswer(
  deps: MediaDeps,
  sender: PictureSender,
  seen: AnalysedPicture,
  typed: Typed,
): Promise<{ seen: AnalysedPicture; issue: AppError | null }> {
  const { key } = seen.image;
  const answer = typed['_looked'] === key ? typed['_answer'] : null;
  const boxes = answer === 'cover' ? boxesToCover(seen, typed) : null;
  if (answer === 'publish' || boxes?.length === 0) return { seen, issue: null };
  if (boxes === null) return { seen, issue: issueOf(seen) };
  return { seen: await cover(deps, sender, seen, boxes), issue: null };
}

/** The boxes that the sender names, else all found ones but those that she uncovers. */
function boxesToCover({ analysis: { boxes } }: AnalysedPicture, typed: Typed): Box[] | null {
  const named = [typed['_cover']].flat().flatMap((text) => parseBox(text) ?? []);
  if (named.length > 0 || boxes === null) return named.length > 0 ? named : null;
  const uncovered = new Set([typed['_uncover']].flat());
  return boxes.filter((box) => !uncovered.has(formatBox(box)));
}

function issueOf({ image, analysis: { boxes, whole } }: AnalysedPicture): AppError | null {
  if (boxes?.length === 0) return null;
  const found = whole ? 'image-to-cover' : 'image-shows-personal';
  return fieldError(PICTURE_FIELD, boxes === null ? 'image-not-looked-at' : found, image.key);
}

/**
 * Covers boxes for good; the result has a new key and the original is deleted. The sender saw the
 * remaining boxes and left them open, so they are not reported again.
 */
async function cover(
  deps: MediaDeps,
  sender: PictureSender,
  { image }: AnalysedPicture,
  boxes: readonly Box[],
): Promise<AnalysedPicture> {
  await countDailyPicture(deps, sender);
  const covered = await deps.sanitizer.cover(image.reading.bytes, boxes, sender.queue);
  await storeImage(deps.store, covered);
  if (covered.key !== image.key) await deletePictureIfUnused(deps.database, deps.store, image.key);
  const again = await look(deps, covered, sender, { keep: [], whole: false });
  return { image: covered, analysis: { ...again.analysis, boxes: [] } };
}

/** Puts the picture's reference and the findings into the refused form. */
function fillRefusedForm(
  { secrets }: MediaDeps,
  sender: PictureSender,
  { image, analysis }: AnalysedPicture,
  typed: Typed,
): void {
  const name = signPictureReference(secrets, sender, image.key);
  typed[REFERENCE_FIELD] = name;
  typed[MARKS_FIELD] = encryptAnalysis(secrets, sender, image.key, analysis);
  if (analysis.boxes?.length === 0) return;
  const { width, height } = image.reading;
  const url = `/files/kept/form/${name}${formQuery(sender, typed)}`;
  const { boxes, whole } = analysis;
  const found: RedactionReviewData = { key: image.key, url, width, height, whole, boxes };
  typed[FOUND_FIELD] = JSON.stringify(found);
}

/**
 * Query string of the kept picture's URL, with the key of a visitor's form: she has no session that
 * would authorise her. Empty for a member.
 */
function formQuery({ memberId }: PictureSender, typed: Typed): string {
  return memberId === null ? `?form=${String(typed['_key'])}` : '';
}

async function restoreMissingFiles(store: FileStore, image: SanitizedImage): Promise<void> {
  const names = imageFileNames(image.key);
  const files = [await store.get(names.reading), await store.get(names.thumbnail)];
  if (files.includes(null)) await storeImage(store, image);
}
