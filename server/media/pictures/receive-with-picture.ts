import type { FastifyRequest } from 'fastify';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import type { MediaDeps } from '#server/media/deps.ts';
import { AppError, pictureStoreDownError } from '#server/core/errors.ts';
import { StoreUnavailable } from '#server/media/files/file-store.ts';
import { toAppError } from '#server/http/error-handler.ts';
import type { FieldIssues } from '#shared/core/errors.ts';
import { requireSignedIn } from '#server/http/session.ts';
import type { StoredPicture } from './attach-picture.ts';
import { memberAsSender } from './picture-sender.ts';
import { storeFormPicture } from './form-picture.ts';
import { limitPictureFormsByKey } from './limit-picture-forms.ts';
import type { SharedTransactions } from '#server/database/shared-transactions.ts';

/**
 * Stores a form's picture and then runs the action in one transaction. Reports errors of fields and
 * picture together: the action runs even where the picture was refused, and is rolled back. Where
 * validation of the form fails, `checkRest` finds further errors. `about` groups forms whose
 * transactions lock the same rows; without a picture, those share transactions by `share`.
 */
export async function receiveWithPicture<Result>(
  deps: MediaDeps,
  request: FastifyRequest,
  act: (tx: Db, viewer: Viewer, picture: StoredPicture | null) => Promise<Result>,
  {
    checkRest,
    about = 'evidence',
    share,
  }: {
    checkRest?: (tx: Db, viewer: Viewer) => Promise<FieldIssues>;
    about?: string;
    share?: SharedTransactions;
  } = {},
): Promise<Result> {
  const viewer = requireSignedIn(request);
  const { picture, issue } = await storeFormPicture(deps, request, memberAsSender(viewer));
  const pictureError = request.imageIssue ?? issue;
  try {
    if (request.validationError) {
      const error = toAppError(request.validationError, request);
      if (checkRest === undefined || error.code !== 'bad-input') throw error;
      const rest = await deps.database.prisma.$transaction((tx) => checkRest(tx, viewer));
      throw new AppError(error.code, { fields: { ...rest, ...error.fields } });
    }
    if (picture === null && pictureError === null && share !== undefined) {
      return await share(viewer.id, (tx) => act(tx, viewer, null), about);
    }
    return await limitPictureFormsByKey(about, () =>
      deps.database.prisma.$transaction(async (tx) => {
        const result = await act(tx, viewer, picture);
        if (pictureError !== null) throw pictureError;
        return result;
      }),
    );
  } catch (error) {
    throw joinErrors(
      error instanceof StoreUnavailable ? pictureStoreDownError() : error,
      pictureError,
    );
  }
}

/** Merges both errors where both are about fields; else the first. */
function joinErrors(error: unknown, pictureError: AppError | null): unknown {
  if (!(error instanceof AppError) || pictureError === null || error === pictureError) return error;
  if (error.code !== 'bad-input' || error.fields === undefined) return error;
  return new AppError('bad-input', { fields: { ...error.fields, ...pictureError.fields } });
}
