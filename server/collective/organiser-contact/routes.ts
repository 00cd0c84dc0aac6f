import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { contactForm } from '#shared/collective/organiser-contact.ts';
import { emptyFormBody, id } from '#shared/core/form-fields.ts';
import { proposeContact, removeContact } from './actions.ts';

const params = z.object({ id });

/** Routes of the organisers' public address; withdrawing one's own is registered with that of all kinds. */
export function registerOrganiserContact(app: Server, { database, clock }: BaseDeps): void {
  const postAsMember = createPostAsMember(app, database.prisma, clock);

  postAsMember(
    '/api/boycotts/:id/contact',
    writes('Propose the organisers’ public address, shown once two moderators have read it', {
      params,
      body: contactForm,
    }),
    (tx, viewer, request, now) => proposeContact(tx, viewer, request.params.id, request.body, now),
    (proposed) => ({ ...onOrganisersPage(proposed.id), done: 'contact-proposed' }),
  );

  postAsMember(
    '/api/boycotts/:id/contact/remove',
    writes('Remove the organisers’ public address at once, as an organiser', {
      params,
      body: emptyFormBody,
    }),
    (tx, viewer, request, now) => removeContact(tx, viewer, request.params.id, now),
    (removed) => ({ ...onOrganisersPage(removed.id), done: 'contact-removed' }),
  );
}

function onOrganisersPage(boycott: string) {
  return {
    page: 'organiseBoycott',
    parameters: { id: boycott },
    anchor: 'contact',
    id: boycott,
  } as const;
}
