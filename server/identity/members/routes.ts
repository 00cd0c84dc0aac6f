import { typedPseudonym } from '#shared/identity/accounts.ts';
import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { requireRateLimit } from '#server/http/address-limits.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { answers, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { createTokenBuckets, type RateLimit } from '#server/http/token-buckets.ts';
import {
  contactableForm,
  memberQuery,
  memberResponse,
  contactSettingsResponse,
} from '#shared/identity/members.ts';
import { setContactable } from './actions.ts';
import { findMemberPage, findContactSettings } from './queries.ts';

/**
 * Rate limit for viewing members' pages: enough to read, too low to scrape all members who may be
 * contacted. That setting is hidden from signed-out visitors.
 */
export const MEMBER_PAGE_RATE: RateLimit = { burst: 120, perMinute: 20 };

export function registerMembers(app: Server, { database, env, clock }: BaseDeps): void {
  const { prisma, sql } = database;
  const limits = createTokenBuckets(MEMBER_PAGE_RATE, { env, clock });

  const postAsMember = createPostAsMember(app, prisma, clock);

  app.get(
    '/api/members/:pseudonym',
    answers('A member as everybody sees her: what she wrote in the forum; never evidence', {
      params: z.object({ pseudonym: typedPseudonym }),
      querystring: memberQuery,
      answer: memberResponse,
    }),
    (request) => {
      if (request.viewer !== null) requireRateLimit(limits, request);
      return findMemberPage(sql, request.viewer, request.params.pseudonym, request.query);
    },
  );

  app.get(
    '/api/me/reach',
    answers('How others may reach me, and whom I ignore', { answer: contactSettingsResponse }),
    (request) => findContactSettings(sql, requireSignedIn(request)),
  );

  postAsMember(
    '/api/me/contactable',
    writes('Say on my page that press and research may contact me, or say it no longer', {
      body: contactableForm,
    }),
    (tx, viewer, { body }, now) => setContactable(tx, viewer, body.contactable, now),
    (_, { body }) => ({
      page: 'settings',
      done: body.contactable ? 'contactable' : 'not-contactable',
    }),
  );
}
