import type { FastifyRequest } from 'fastify';
import type { Viewer } from '#server/identity/accounts/viewer.ts';
import type { Db } from '#server/database/db.ts';
import type { Deps } from '#server/deps.ts';
import { AppError, picturesDown } from '#server/core/errors.ts';
import { StoreUnavailable } from '#server/media/files/store.ts';
import { toAppError } from '#server/http/errors.ts';
import type { FieldIssues } from '#shared/core/errors.ts';
import { signedIn } from '#server/http/session.ts';
import type { StoredPicture } from './attach.ts';
import { takePicture } from './take.ts';
import { inTurnOf } from './turns.ts';

/**
 * Runs the action of a form with a picture in one transaction, the picture stored before it. What
 * is wrong with fields and picture is said at once, and neither is lost: so the action runs even
 * where the picture was refused, and is undone. Of a form that cannot be read as a whole, `checkRest`
 * says what else is wrong with it. `about` is what others like it wait for as well.
 */
export async function receiveWithPicture<Result>(
  deps: Deps,
  request: FastifyRequest,
  act: (tx: Db, viewer: Viewer, picture: StoredPicture | null) => Promise<Result>,
  {
    checkRest,
    about = 'evidence',
  }: { checkRest?: (tx: Db, viewer: Viewer) => Promise<FieldIssues>; about?: string } = {},
): Promise<Result> {
  const viewer = signedIn(request);
  const { picture, issue } = await takePicture(deps, request, viewer);
  const pictureError = request.imageIssue ?? issue;
  try {
    if (request.validationError) {
      const error = toAppError(request.validationError, request);
      if (checkRest === undefined || error.code !== 'bad-input') throw error;
      const rest = await deps.database.prisma.$transaction((tx) => checkRest(tx, viewer));
      throw new AppError(error.code, { fields: { ...rest, ...error.fields } });
    }
    return await inTurnOf(about, () =>
      deps.database.prisma.$transaction(async (tx) => {
        const result = await act(tx, viewer, picture);
        if (pictureError !== null) throw pictureError;
        return result;
      }),
    );
  } catch (error) {
    throw joinErrors(error instanceof StoreUnavailable ? picturesDown() : error, pictureError);
  }
}

/** Both errors as one where both are about fields; else the first. */
function joinErrors(error: unknown, pictureError: AppError | null): unknown {
  if (!(error instanceof AppError) || pictureError === null || error === pictureError) return error;
  if (error.code !== 'bad-input' || error.fields === undefined) return error;
  return new AppError('bad-input', { fields: { ...error.fields, ...pictureError.fields } });
}
