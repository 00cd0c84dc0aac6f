import multipart, { type Multipart } from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Viewer } from '#server/identity/accounts/viewer.ts';
import { databaseFault } from '#server/database/errors.ts';
import type { Deps } from '#server/deps.ts';
import { AppError, noRoom, picturesDown, refuseField } from '#server/core/errors.ts';
import { ImageRefused, type MarkedImage } from '#server/media/files/sanitized-image.ts';
import { MAX_UPLOAD_BYTES, UploadTooLarge, spoolUpload } from '#server/media/files/spool.ts';
import { StoreUnavailable } from '#server/media/files/store.ts';
import { countPicture } from '#server/media/pictures/count.ts';
import type { FieldCode } from '#shared/core/errors.ts';
import { takeForm } from '#server/http/forms.ts';

const MAX_FIELDS = 56;
const MAX_FIELD_BYTES = 32 * 1024;
const WORK_TIMEOUT_MS = 240_000;

declare module 'fastify' {
  interface FastifyRequest {
    /** The picture that came with a form, sanitised; its original bytes are gone. */
    image: MarkedImage | null;
    /** What was wrong with it; the fields are checked first, so that all is said at once. */
    imageIssue: AppError | null;
  }
}

/** Lets routes take forms with one picture, by `preValidation: receiveForm(deps)`. */
export async function registerUploads(app: FastifyInstance): Promise<void> {
  app.decorateRequest('image', null);
  app.decorateRequest('imageIssue', null);
  // Refused before its end: left unread, it would hold the connection, and the next request on it.
  app.addHook('onResponse', ({ raw }, _, done) => {
    done();
    if (raw.complete) return;
    raw.unpipe();
    raw.resume();
  });
  await app.register(multipart, {
    // Ours says which field is too large, and keeps what else was typed.
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

type UploadDeps = Pick<Deps, 'database' | 'clock' | 'sanitizer' | 'temporaryFolder'>;

/**
 * Reads a multipart form: fields into the body, the file of field `name` through the sanitiser, once it
 * is counted.
 * The original goes through a temporary file that is removed at once.
 */
export function receiveForm(
  deps: UploadDeps,
  name: string,
): (request: FastifyRequest, reply: FastifyReply) => Promise<void> {
  return async (request, reply) => {
    if (!request.isMultipart()) return;
    const body: Record<string, unknown> = {};
    let failure: unknown = null;
    for await (const part of readParts(request)) {
      if (part.type === 'field') {
        addField(body, part.fieldname, part.value);
        continue;
      }
      // Nobody's picture is worth a process: who is not signed in is refused anyway.
      const { viewer } = request;
      if (part.fieldname !== name || !part.filename || viewer === null) {
        part.file.resume();
        continue;
      }
      try {
        await countPicture(deps, viewer);
        request.image = await sanitizeUpload(deps, reply, part.file, viewer);
      } catch (error) {
        part.file.resume();
        try {
          request.imageIssue = toImageIssue(error, name);
        } catch (fault) {
          failure = fault;
        }
      }
    }
    takeForm(request, body);
    // Only now, so that the page of the error shows what was typed.
    if (failure !== null) throw failure;
  };
}

/** Several boxes ticked under one name become a list, as they do in a form without a file. */
function addField(body: Record<string, unknown>, name: string, value: unknown): void {
  const before = body[name];
  body[name] = before === undefined ? value : [before, value].flat();
}

/** @throws AppError bad-input where what came is no whole form; the limits' own errors otherwise. */
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
  viewer: Viewer,
): Promise<MarkedImage> {
  const upload = await spoolUpload(stream, temporaryFolder, MAX_UPLOAD_BYTES);
  // From here on she is silent because we work: among many it may be long until her turn.
  reply.raw.setTimeout(WORK_TIMEOUT_MS, () => reply.raw.destroy());
  try {
    return await sanitizer.sanitize(upload.path, viewer.id);
  } finally {
    await upload.remove();
  }
}

/** What the sender of a refused picture is told; other errors are thrown on. */
export function toImageIssue(error: unknown, name: string): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof UploadTooLarge) {
    return refuseField(name, 'image-too-large', String(MAX_UPLOAD_BYTES / 1024 / 1024));
  }
  if (databaseFault(error) === 'full') return noRoom();
  if (error instanceof StoreUnavailable) return picturesDown();
  if (!(error instanceof ImageRefused)) throw error;
  if (error.refusal === 'busy') return new AppError('busy', { retryAfterSeconds: 10 });
  const code: FieldCode = `image-${error.refusal}`;
  return refuseField(name, code, error.detected ?? undefined);
}
