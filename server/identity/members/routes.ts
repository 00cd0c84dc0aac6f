import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { limitRate } from '#server/http/address-limits.ts';
import { answerWrite } from '#server/http/forms.ts';
import { signedIn } from '#server/http/session.ts';
import { createBuckets, type Rate } from '#server/http/token-buckets.ts';
import { errorResponse } from '#shared/core/errors.ts';
import { written } from '#shared/core/form-fields.ts';
import {
  contactableForm,
  memberQuery,
  memberResponse,
  reachResponse,
  typedPseudonym,
} from '#shared/identity/members.ts';
import { chooseContactable } from './actions.ts';
import { findMemberPage, findContactSettings } from './queries.ts';

/**
 * Rate limit for viewing members' pages: enough to read, too low to scrape all members who may be
 * contacted. That setting is hidden from signed-out visitors.
 */
export const MEMBER_PAGE_RATE: Rate = { burst: 120, perMinute: 20 };

export function registerMembers(server: FastifyInstance, { database, env, clock }: BaseDeps): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const { prisma, sql } = database;
  const limits = createBuckets(MEMBER_PAGE_RATE, { env, clock });

  app.get(
    '/api/members/:pseudonym',
    {
      schema: {
        summary: 'A member as everybody sees her: what she wrote in the forum; never evidence',
        params: z.object({ pseudonym: typedPseudonym }),
        querystring: memberQuery,
        response: { 200: memberResponse, '4xx': errorResponse },
      },
    },
    (request) => {
      if (request.viewer !== null) limitRate(limits, request);
      return findMemberPage(sql, request.viewer, request.params.pseudonym, request.query);
    },
  );

  app.get(
    '/api/me/reach',
    {
      schema: {
        summary: 'How others may reach me, and whom I ignore',
        response: { 200: reachResponse, '4xx': errorResponse },
      },
    },
    (request) => findContactSettings(sql, signedIn(request)),
  );

  app.post(
    '/api/me/contactable',
    {
      schema: {
        summary: 'Say on my page that press and research may contact me, or say it no longer',
        body: contactableForm,
        response: { 200: written, '4xx': errorResponse },
      },
    },
    async (request, reply) => {
      const viewer = signedIn(request);
      const { contactable } = request.body;
      await prisma.$transaction((tx) => chooseContactable(tx, viewer, contactable, clock()));
      const done = contactable ? 'contactable' : 'not-contactable';
      return answerWrite(request, reply, { page: 'settings', done });
    },
  );
}
