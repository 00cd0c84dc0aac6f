import multipart, { type Multipart } from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { classifyDatabaseError } from '#server/database/classify-database-error.ts';
import type { MediaDeps } from '#server/media/deps.ts';
import { AppError, diskFullError, pictureStoreDownError, fieldError } from '#server/core/errors.ts';
import type { FingerprintedImage } from '#server/media/files/sanitized-image.ts';
import { ImageRefused } from '#server/media/files/image-refused.ts';
import { MAX_UPLOAD_BYTES, UploadTooLarge, spoolUpload } from '#server/media/files/spool-upload.ts';
import { StoreUnavailable } from '#server/media/files/file-store.ts';
import { countDailyPicture } from './daily-picture-limit.ts';
import { memberAsSender, visitorAsSender } from './picture-sender.ts';
import { WANTS_PICTURE } from '#shared/media/picture-forms.ts';
import type { FieldCode } from '#shared/core/errors.ts';
import { setFormBody } from '#server/http/forms.ts';

const MAX_FIELDS = 56;
const MAX_FIELD_BYTES = 32 * 1024;
const WORK_TIMEOUT_MS = 240_000;

declare module 'fastify' {
  interface FastifyRequest {
    /** The form's picture, sanitised; the original is deleted. */
    image: FingerprintedImage | null;
    /** Why the picture was refused; reported together with the errors of fields. */
    imageIssue: AppError | null;
  }
}

/** Adds multipart forms with one picture; routes use `preValidation: receiveMultipartForm(…)`. */
export async function registerUploads(app: FastifyInstance): Promise<void> {
  app.decorateRequest('image', null);
  app.decorateRequest('imageIssue', null);
  // Refused before its end: unread data would block the connection for the next request.
  app.addHook('onResponse', ({ raw }, _, done) => {
    done();
    if (raw.complete) return;
    raw.unpipe();
    raw.resume();
  });
  await app.register(multipart, {
    // Our own check tells which field is too large, and keeps the other fields.
    throwFileSizeLimit: false,
    limits: {
      files: 1,
      fileSize: MAX_UPLOAD_BYTES + 1,
      fields: MAX_FIELDS,
      fieldSize: MAX_FIELD_BYTES,
      parts: MAX_FIELDS + 1,
    },
  });
}

type UploadDeps = Pick<MediaDeps, 'database' | 'clock' | 'sanitizer' | 'temporaryFolder'>;

/**
 * Parses a multipart form: fields into the body, the file of field `name` through the sanitiser, after
 * counting it against the member's limit. The original is a temporary file that is deleted at once.
 * Of visitors no file is processed, unless `admitVisitor` admits the form by the fields before it.
 */
export function receiveMultipartForm(
  deps: UploadDeps,
  name: string,
  admitVisitor?: (request: FastifyRequest, fields: Record<string, unknown>) => Promise<void>,
): (request: FastifyRequest, reply: FastifyReply) => Promise<void> {
  return async (request, reply) => {
    if (!request.isMultipart()) {
      refuseWithoutField(request, name);
      return;
    }
    const body: Record<string, unknown> = {};
    let failure: unknown = null;
    for await (const part of readParts(request)) {
      if (part.type === 'field') {
        addField(body, part.fieldname, part.value);
        continue;
      }
      const { viewer } = request;
      const refused = viewer === null && admitVisitor === undefined;
      if (part.fieldname !== name || !part.filename || refused) {
        part.file.resume();
        continue;
      }
      try {
        const sender =
          viewer === null ? visitorAsSender(body['_key'], request) : memberAsSender(viewer);
        if (viewer === null) await admitVisitor?.(request, body);
        await countDailyPicture(deps, sender);
        request.image = await sanitizeUpload(deps, reply, part.file, sender.queue);
      } catch (error) {
        part.file.resume();
        try {
          request.imageIssue = toImageIssue(error, name);
        } catch (fault) {
          failure = fault;
        }
      }
    }
    setFormBody(request, body);
    // Thrown only now, so that the error page shows the typed fields.
    if (failure !== null) throw failure;
    refuseWithoutField(request, name);
  };
}

/** Returns a form that asks for the field of a picture, before it is counted against any limit. */
function refuseWithoutField({ typed }: FastifyRequest, name: string): void {
  if (typed?.[WANTS_PICTURE] === 'yes') throw fieldError(name, 'choose-picture');
}

/** Adds a field to a form; repeated names (checkboxes) become an array, as in forms without a file. */
function addField(body: Record<string, unknown>, name: string, value: unknown): void {
  const before = body[name];
  body[name] = before === undefined ? value : [before, value].flat();
}

/**
 * Yields the parts of a multipart form.
 * @throws AppError bad-input where the form is malformed or incomplete; the parser's errors past its
 * limits.
 */
async function* readParts(request: FastifyRequest): AsyncGenerator<Multipart> {
  try {
    yield* request.parts();
  } catch (error) {
    if (error instanceof Error && 'statusCode' in error) throw error;
    throw new AppError('bad-input');
  }
}

async function sanitizeUpload(
  { sanitizer, temporaryFolder }: UploadDeps,
  reply: FastifyReply,
  stream: NodeJS.ReadableStream,
  queue: string,
): Promise<FingerprintedImage> {
  const upload = await spoolUpload(stream, temporaryFolder, MAX_UPLOAD_BYTES);
  // The upload is complete: the socket is now idle because of our work, which may queue for long.
  reply.raw.setTimeout(WORK_TIMEOUT_MS, () => reply.raw.destroy());
  try {
    return await sanitizer.sanitize(upload.path, queue);
  } finally {
    await upload.remove();
  }
}

/** Converts a picture error to a field issue; rethrows other errors. */
export function toImageIssue(error: unknown, name: string): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof UploadTooLarge) {
    return fieldError(name, 'image-too-large', String(MAX_UPLOAD_BYTES / 1024 / 1024));
  }
  if (classifyDatabaseError(error) === 'full') return diskFullError();
  if (error instanceof StoreUnavailable) return pictureStoreDownError();
  if (!(error instanceof ImageRefused)) throw error;
  if (error.refusal === 'busy') return new AppError('busy', { retryAfterSeconds: 10 });
  const code: FieldCode = `image-${error.refusal}`;
  return fieldError(name, code, error.detected ?? undefined);
}
