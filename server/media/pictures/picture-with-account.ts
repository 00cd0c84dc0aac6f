import type { FastifyRequest } from 'fastify';
import { pictureStoreDownError } from '#server/core/errors.ts';
import type { FormAttachment } from '#server/identity/accounts/post-with-account.ts';
import type { MediaDeps } from '#server/media/deps.ts';
import { StoreUnavailable } from '#server/media/files/file-store.ts';
import type { StoredPicture } from './attach-picture.ts';
import { PICTURE_FIELD, storeFormPicture } from './form-picture.ts';
import { limitPictureFormsByKey } from './limit-picture-forms.ts';
import { receiveMultipartForm } from './multipart-uploads.ts';
import { visitorAsSender } from './picture-sender.ts';

/**
 * The picture of a visitor's form, as the file `screenshot`. `about` groups forms whose transactions
 * lock the same rows.
 */
export function createPictureAttachment(
  deps: MediaDeps,
  about: (request: FastifyRequest) => string = () => 'evidence',
): FormAttachment<StoredPicture> {
  return {
    consumes: ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'],
    receive: (guard) => receiveMultipartForm(deps, PICTURE_FIELD, guard.admitPicture),
    store: async (request) => {
      const sender = visitorAsSender(request.typed?.['_key'], request);
      const { picture, issue } = await storeFormPicture(deps, request, sender);
      return { file: picture, issue: request.imageIssue ?? issue };
    },
    limit: async (request, transaction) => {
      try {
        return await limitPictureFormsByKey(about(request), transaction);
      } catch (error) {
        throw error instanceof StoreUnavailable ? pictureStoreDownError() : error;
      }
    },
  };
}
