import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { creates, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import {
  confirmTranslationForm,
  correctTextTranslationForm,
  correctTranslationForm,
  refuseTranslationForm,
  textTranslationForm,
  translationForm,
} from '#shared/collective/boycott-translations.ts';
import { id } from '#shared/core/form-fields.ts';
import { publishTextTranslation, publishTranslation } from './actions.ts';
import {
  confirmTranslation,
  correctTextTranslation,
  correctTranslation,
  refuseTranslation,
} from './second-person.ts';

const params = z.object({ id });

/** Routes of translations of boycotts; withdrawing one is registered with that of all kinds. */
export function registerBoycottTranslations(app: Server, { database, clock }: BaseDeps): void {
  const postAsMember = createPostAsMember(app, database.prisma, clock);

  postAsMember(
    '/api/boycotts/:id/translations',
    creates('Translate the texts of a boycott; a second person confirms it before it is shown', {
      params,
      body: translationForm,
    }),
    (tx, viewer, request, now) =>
      publishTranslation(tx, viewer, request.params.id, request.body, now),
    ({ id: made, boycott }) => ({
      ...onPageOf(boycott),
      id: made,
      done: 'boycott-translation-published',
      created: true,
    }),
  );

  postAsMember(
    '/api/boycotts/:id/text-translations',
    creates('Translate a message, outcome or look back; a second person confirms it', {
      params,
      body: textTranslationForm,
    }),
    (tx, viewer, request, now) =>
      publishTextTranslation(tx, viewer, request.params.id, request.body, now),
    ({ id: made, boycott }) => ({
      ...onPageOf(boycott),
      id: made,
      done: 'boycott-translation-published',
      created: true,
    }),
  );

  postAsMember(
    '/api/boycott-translations/:id/confirm',
    writes('Confirm, as a second person, that a translation says what the boycott says', {
      params,
      body: confirmTranslationForm,
    }),
    (tx, viewer, request, now) =>
      confirmTranslation(tx, viewer, request.params.id, request.body, now),
    ({ boycott }, request) => ({
      ...onPageOf(boycott),
      id: request.params.id,
      done: 'boycott-translation-confirmed',
    }),
  );

  postAsMember(
    '/api/boycott-translations/:id/refuse',
    writes('Refuse a translation as a second person, with the reason; its author corrects it', {
      params,
      body: refuseTranslationForm,
    }),
    (tx, viewer, request, now) =>
      refuseTranslation(tx, viewer, request.params.id, request.body, now),
    ({ boycott }, request) => ({
      ...onPageOf(boycott),
      id: request.params.id,
      done: 'boycott-translation-refused',
    }),
  );

  postAsMember(
    '/api/boycott-translations/:id/correct',
    creates('Correct my refused translation; a second person reads it again', {
      params,
      body: correctTranslationForm,
    }),
    (tx, viewer, request, now) =>
      correctTranslation(tx, viewer, request.params.id, request.body, now),
    ({ id: made, boycott }) => ({
      ...onPageOf(boycott),
      id: made,
      done: 'boycott-translation-corrected',
      created: true,
    }),
  );

  postAsMember(
    '/api/boycott-translations/:id/correct-text',
    creates('Correct my refused translation of a message, outcome or look back', {
      params,
      body: correctTextTranslationForm,
    }),
    (tx, viewer, request, now) =>
      correctTextTranslation(tx, viewer, request.params.id, request.body, now),
    ({ id: made, boycott }) => ({
      ...onPageOf(boycott),
      id: made,
      done: 'boycott-translation-corrected',
      created: true,
    }),
  );
}

function onPageOf(boycott: string) {
  return { page: 'boycottTranslations', parameters: { id: boycott } } as const;
}
