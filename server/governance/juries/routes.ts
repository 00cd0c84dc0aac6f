import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { answerWrite } from '#server/http/forms.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { errorResponse } from '#shared/core/errors.ts';
import { id, writeResponse } from '#shared/core/form-fields.ts';
import {
  juriesQuery,
  juriesResponse,
  juryControls,
  juryPool,
  juryResponse,
  partyNonceForm,
  ownJuriesResponse,
  ownJuryResponse,
  revealNonceForm,
  jurorVoteForm,
} from '#shared/governance/juries.ts';
import { addPartyNonce, revealPartyNonce } from '#server/governance/jury-selection/party-nonces.ts';
import { findJuryForMember, listJuriesOfMember } from './juror-queries.ts';
import { findJury, findJuryPoolNames, listJuries } from './queries.ts';
import { castJurorVote, declineJurySeat } from './votes.ts';

const params = z.object({ id });
const response = { 200: writeResponse, '4xx': errorResponse };

/** Routes of juries for the public, jurors and parties. */
export function registerJuries(
  server: FastifyInstance,
  { database, clock }: Pick<BaseDeps, 'database' | 'clock'>,
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const { prisma, sql } = database;

  app.get(
    '/api/juries',
    {
      schema: {
        summary: 'Juries, the latest first: what they wait for, and what they decided',
        querystring: juriesQuery,
        response: { 200: juriesResponse, '4xx': errorResponse },
      },
    },
    (request) => listJuries(sql, request.query.before),
  );

  app.get(
    '/api/juries/:id',
    {
      schema: {
        summary: 'One jury, with what it takes to draw it again; votes and reasons at its end',
        params,
        response: { 200: juryResponse, '4xx': errorResponse },
      },
    },
    (request) => findJury(sql, request.params.id),
  );

  app.get(
    '/api/juries/:id/pool',
    {
      schema: {
        summary: 'The names, for one draw only, of all who could be drawn',
        params,
        response: { 200: juryPool, '4xx': errorResponse },
      },
    },
    (request) => findJuryPoolNames(sql, request.params.id),
  );

  app.get(
    '/api/juries/:id/mine',
    {
      schema: {
        summary: 'What I have to do with a jury: as its member, as a party, in its pool; members',
        params,
        response: { 200: ownJuryResponse, '4xx': errorResponse },
      },
    },
    (request) => findJuryForMember(prisma, requireSignedIn(request), request.params.id, clock()),
  );

  app.get(
    '/api/me/juries',
    {
      schema: {
        summary: 'My seats in juries, draws that I may add words to, and my appeals; members',
        response: { 200: ownJuriesResponse, '4xx': errorResponse },
      },
    },
    (request) => listJuriesOfMember(prisma, requireSignedIn(request), clock()),
  );

  app.post(
    '/api/juries/:id/nonce',
    {
      schema: {
        summary: 'Add words to a draw, or their hash, before its hour; author and flaggers',
        params,
        body: partyNonceForm,
        response,
      },
    },
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      await prisma.$transaction((tx) =>
        addPartyNonce(tx, viewer, request.params.id, request.body, clock()),
      );
      return answerWrite(request, reply, toOwnPart(request.params, 'words-given'));
    },
  );

  app.post(
    '/api/juries/:id/reveal',
    {
      schema: {
        summary:
          'Tell the words whose hash I gave, after the hour of the draw; author and flaggers',
        params,
        body: revealNonceForm,
        response,
      },
    },
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      await prisma.$transaction((tx) =>
        revealPartyNonce(tx, viewer, request.params.id, request.body, clock()),
      );
      return answerWrite(request, reply, toOwnPart(request.params, 'words-told'));
    },
  );

  app.post(
    '/api/juries/:id/vote',
    {
      schema: {
        summary: 'Vote, with a reason, as a member of a jury',
        params,
        body: jurorVoteForm,
        response,
      },
    },
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      await prisma.$transaction((tx) =>
        castJurorVote(tx, viewer, request.params.id, request.body, clock()),
      );
      return answerWrite(request, reply, toOwnPart(request.params, 'voted'));
    },
  );

  app.post(
    '/api/juries/:id/decline',
    {
      schema: {
        summary: 'Leave my seat in a jury to the next of the draw, without a reason',
        params,
        body: juryControls,
        response,
      },
    },
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      await prisma.$transaction((tx) => declineJurySeat(tx, viewer, request.params.id, clock()));
      return answerWrite(request, reply, toOwnPart(request.params, 'jury-declined'));
    },
  );
}

/** Redirects to the viewer's own part in the jury. */
function toOwnPart(parameters: { id: string }, done: string) {
  return { page: 'ownJury', parameters, done } as const;
}
