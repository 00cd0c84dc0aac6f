import { z } from 'zod/mini';
import type { MediaDeps } from '#server/media/deps.ts';
import { answerWrite, keepValidFields } from '#server/http/forms.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import type { IdentityDeps } from '#server/identity/accounts/deps.ts';
import {
  WITH_ACCOUNT,
  createPostWithAccount,
} from '#server/identity/accounts/post-with-account.ts';
import type { Sessions } from '#server/identity/accounts/sessions.ts';
import type { SignInRateLimit } from '#server/identity/accounts/sign-in-rate-limit.ts';
import { answers, creates, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { receiveMultipartForm } from '#server/media/pictures/multipart-uploads.ts';
import { deletePictureIfUnused } from '#server/media/pictures/attach-picture.ts';
import { receiveWithPicture } from '#server/media/pictures/receive-with-picture.ts';
import { createPictureAttachment } from '#server/media/pictures/picture-with-account.ts';
import { PICTURE_DESCRIPTION, PICTURE_FIELD } from '#server/media/pictures/form-picture.ts';
import { SIGNING_API_DESCRIPTION } from '#server/evidence/attribution/api-description.ts';
import { emptyFormBody, id, listLimit, slug } from '#shared/core/form-fields.ts';
import {
  INCIDENTS_PAGE_SIZE,
  incidentCorrection,
  incidentCursor,
  incidentForm,
  incidentWithAccountForm,
  incidentsResponse,
  ownIncident,
  ownIncidentsResponse,
} from '#shared/evidence/incidents.ts';
import {
  findIncidentCorrectionErrors,
  findNewIncidentErrors,
  correctIncident,
  addMeToo,
  publishIncident,
  withdrawMeToo,
} from './actions.ts';
import { findIncidents, findOwnIncident, findOwnIncidents } from './queries.ts';

const FORMS = ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'];

export function registerIncidents(
  app: Server,
  deps: MediaDeps & IdentityDeps,
  sessions: Sessions,
  limit: SignInRateLimit,
): void {
  const { database, store, clock } = deps;
  const { prisma, sql } = database;
  // The handler reports schema errors, together with those of the picture: one answer lists all
  // errors.
  const withPicture = {
    attachValidation: true,
    preValidation: receiveMultipartForm(deps, PICTURE_FIELD),
  };

  const postAsMember = createPostAsMember(app, prisma, clock);

  app.get(
    '/api/incidents',
    answers('Shown incidents on a platform, those shown last first: what their authors show', {
      querystring: z.object({
        platform: slug,
        before: z.optional(incidentCursor),
        limit: listLimit(INCIDENTS_PAGE_SIZE),
      }),
      answer: incidentsResponse,
    }),
    (request) => findIncidents(sql, request.viewer, request.query),
  );

  app.get(
    '/api/me/incidents',
    answers('My incidents, exact', { answer: ownIncidentsResponse }),
    (request) => findOwnIncidents(sql, requireSignedIn(request)),
  );

  app.get(
    '/api/me/incidents/:id',
    answers('One incident of mine, exact', { params: z.object({ id }), answer: ownIncident }),
    (request) => findOwnIncident(sql, requireSignedIn(request), request.params.id),
  );

  app.post(
    '/api/incidents',
    {
      ...withPicture,
      ...creates('Report an incident; the picture of a task travels as the file `screenshot`', {
        description: SIGNING_API_DESCRIPTION,
        consumes: FORMS,
        body: incidentForm,
      }),
    },
    async (request, reply) => {
      const incident = await receiveWithPicture(
        deps,
        request,
        (tx, viewer, picture) => publishIncident(tx, viewer, request.body, picture, clock()),
        {
          checkRest: (tx) =>
            findNewIncidentErrors(tx, keepValidFields(incidentForm, request.body), clock()),
        },
      );
      return answerWrite(request, reply, {
        page: 'platformAbout',
        parameters: { slug: incident.slug },
        id: incident.id,
        done: 'incident-published',
        created: true,
      });
    },
  );

  createPostWithAccount(
    app,
    deps,
    sessions,
    limit,
  )(
    '/api/incidents/with-account',
    creates('Report an incident as a visitor, with a new account or an existing one', {
      description: `${WITH_ACCOUNT}\n\n${PICTURE_DESCRIPTION}`,
      body: incidentWithAccountForm,
    }),
    {
      attachment: createPictureAttachment(deps),
      findErrors: (tx, request, now) =>
        findNewIncidentErrors(tx, keepValidFields(incidentForm, request.body), now),
      read: (request) => incidentForm.parse(request.body),
      publish: (tx, viewer, input, picture, now) =>
        publishIncident(tx, viewer, input, picture, now),
      receipt: ({ slug: of }) => ({
        page: 'platformAbout',
        parameters: { slug: of },
        done: 'incident-published',
      }),
    },
  );

  app.post(
    '/api/incidents/:id',
    {
      ...withPicture,
      ...writes('Correct my incident', {
        description: SIGNING_API_DESCRIPTION,
        params: z.object({ id }),
        consumes: FORMS,
        body: incidentCorrection,
      }),
    },
    async (request, reply) => {
      const { id: own } = request.params;
      const incident = await receiveWithPicture(
        deps,
        request,
        (tx, viewer, picture) => correctIncident(tx, viewer, own, request.body, picture, clock()),
        {
          checkRest: (tx, viewer) => {
            const typed = keepValidFields(incidentCorrection, request.body);
            return findIncidentCorrectionErrors(tx, viewer, own, typed, clock());
          },
        },
      );
      await deletePictureIfUnused(database, store, incident.unusedPictureKey);
      return answerWrite(request, reply, {
        page: 'platformAbout',
        parameters: { slug: incident.slug },
        id: incident.id,
        done: 'incident-changed',
      });
    },
  );

  const acts = [
    ['echo', 'Say "me too"', addMeToo, 'incident-echoed'],
    ['echo/withdraw', 'Take my "me too" back', withdrawMeToo, 'incident-echo-withdrawn'],
  ] as const;
  for (const [path, summary, act, done] of acts) {
    postAsMember(
      `/api/incidents/:id/${path}`,
      writes(summary, { params: z.object({ id }), body: emptyFormBody }),
      (tx, viewer, request, now) => act(tx, viewer, request.params.id, now),
      ({ slug: of }) => ({ page: 'platformAbout', parameters: { slug: of }, done }),
    );
  }
}
