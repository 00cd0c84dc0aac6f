import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import {
  boycottLinkForm,
  demandSentForm,
  endLinkForm,
  reminderForm,
} from '#shared/collective/boycott-timeline.ts';
import { id } from '#shared/core/form-fields.ts';
import { linkBoycott, noteDemandSent, noteReminder, unlinkBoycott } from './actions.ts';

const params = z.object({ id });

/** Routes by which organisers note that the demand was sent, and reminders, and join boycotts of one demand. */
export function registerBoycottTimeline(app: Server, { database, clock }: BaseDeps): void {
  const postAsMember = createPostAsMember(app, database.prisma, clock);

  postAsMember(
    '/api/boycotts/:id/reminders',
    writes('Note, as an organiser, that who is named was reminded today', {
      params,
      body: reminderForm,
    }),
    (tx, viewer, request, now) => noteReminder(tx, viewer, request.params.id, request.body, now),
    (changed) => ({ ...onItsPage(changed.id), done: 'reminded' }),
  );

  postAsMember(
    '/api/boycotts/:id/demand-sent',
    writes('Note, as an organiser, on which day the demand was sent to who is named', {
      params,
      body: demandSentForm,
    }),
    (tx, viewer, request, now) => noteDemandSent(tx, viewer, request.params.id, request.body, now),
    (changed) => ({ ...onItsPage(changed.id), done: 'demand-sent' }),
  );

  postAsMember(
    '/api/boycotts/:id/links',
    writes('Say, as an organiser, that another boycott makes the same demand', {
      params,
      body: boycottLinkForm,
    }),
    (tx, viewer, request, now) => linkBoycott(tx, viewer, request.params.id, request.body, now),
    (changed) => ({ ...onItsPage(changed.id), done: 'linked' }),
  );

  postAsMember(
    '/api/boycotts/:id/links/end',
    writes('Say no longer that another boycott makes the same demand', {
      params,
      body: endLinkForm,
    }),
    (tx, viewer, request) => unlinkBoycott(tx, viewer, request.params.id, request.body),
    (changed) => ({ ...onItsPage(changed.id), done: 'unlinked' }),
  );
}

function onItsPage(boycott: string) {
  return { page: 'organiseBoycott', parameters: { id: boycott }, id: boycott } as const;
}
