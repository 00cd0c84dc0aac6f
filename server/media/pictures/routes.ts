import { z } from 'zod/mini';
import type { Server } from '#server/http/server.ts';
import type { MediaDeps } from '#server/media/deps.ts';
import { requireFound } from '#server/core/errors.ts';
import { imageFileNames } from '#server/media/files/store-image.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { idempotencyKey } from '#shared/core/form-fields.ts';
import { errorResponse } from '#shared/core/errors.ts';
import { signedPictureName } from '#shared/media/picture-forms.ts';
import { verifyPictureReference } from './signed-picture-reference.ts';
import { memberAsSender, visitorAsSender } from './picture-sender.ts';
import { sendPrivatePicture } from './send-private-picture.ts';

/** Serves an unpublished picture to its sender only. */
export function registerPictures(app: Server, { store, secrets }: MediaDeps): void {
  app.get(
    '/files/kept/form/:name',
    {
      schema: {
        summary: 'A picture of mine that waits in a form which was refused',
        params: z.object({ name: signedPictureName }),
        querystring: z.object({
          /** The key of a visitor's form. */
          form: z.optional(idempotencyKey),
        }),
        response: { '4xx': errorResponse },
      },
    },
    async (request, reply) => {
      const { form } = request.query;
      const sender =
        form === undefined
          ? memberAsSender(requireSignedIn(request))
          : visitorAsSender(form, request);
      const key = requireFound(verifyPictureReference(secrets, sender, request.params.name));
      const { bytes } = requireFound(await store.get(imageFileNames(key).reading));
      return sendPrivatePicture(reply, bytes);
    },
  );
}
