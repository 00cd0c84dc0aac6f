import type { BaseDeps } from '#server/http/deps.ts';
import { answers } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { deskQueuesResponse, ownProposalsResponse } from '#shared/governance/moderator-desk.ts';
import { findDeskQueues } from './desk-queues.ts';
import { listOwnProposals } from './own-proposals.ts';

/** Registers what a moderator's desk shows beside her cases: other queues, and her own proposals. */
export function registerModeratorDesk(app: Server, { database: { sql }, clock }: BaseDeps): void {
  app.get(
    '/api/moderation/queues',
    answers('What waits beside cases: how many, and since when; moderators', {
      answer: deskQueuesResponse,
    }),
    (request) => findDeskQueues(sql, requireSignedIn(request), clock()),
  );

  app.get(
    '/api/me/proposals',
    answers('What I proposed that a second person decides, and what became of it; members', {
      answer: ownProposalsResponse,
    }),
    (request) => listOwnProposals(sql, requireSignedIn(request), clock()),
  );
}
