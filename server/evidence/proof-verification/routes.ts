import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { answerWrite } from '#server/http/forms.ts';
import { requireSignedIn } from '#server/http/session.ts';
import {
  checkDecisionBody,
  checkResponse,
  checksQuery,
  checksResponse,
  doubtProofBody,
  checkOpinionBody,
  proofStatementControls,
  proofStatementsResponse,
} from '#shared/evidence/proof-verification.ts';
import { errorResponse } from '#shared/core/errors.ts';
import { id, writeResponse } from '#shared/core/form-fields.ts';
import {
  confirmProof,
  doubtProof,
  uncoverOwnPicture,
  withdrawProofStatement,
} from './proof-statements.ts';
import { decideOnCheck, giveOpinion, withdrawOpinion } from './opinions.ts';
import { findCheck, findProofStatements, listChecks } from './queries.ts';

const PRIVATE = 'private, no-store';
const params = z.object({ id });
const response = { 200: writeResponse, '4xx': errorResponse };

/** Routes of confirmations and doubts, and of the checks they open. */
export function registerProofVerification(server: FastifyInstance, deps: BaseDeps): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const { database, clock } = deps;
  const { prisma, sql } = database;

  app.get(
    '/api/payouts/:id/voices',
    {
      schema: {
        summary: 'What others say of a proof: confirmations and questions, never by whom',
        params,
        response: { 200: proofStatementsResponse, '4xx': errorResponse },
      },
    },
    (request, reply) => {
      reply.header('cache-control', PRIVATE);
      return findProofStatements(database, request.viewer, request.params.id, clock());
    },
  );

  const statementRoutes = [
    ['confirm', 'Confirm another member’s proof; established members', confirmProof, 'confirmed'],
    [
      'voice/withdraw',
      'Take back what I said of a proof',
      withdrawProofStatement,
      'voice-withdrawn',
    ],
    ['uncover', 'Show my own picture again', uncoverOwnPicture, 'uncovered'],
  ] as const;
  for (const [path, summary, act, done] of statementRoutes) {
    app.post(
      `/api/payouts/:id/${path}`,
      { schema: { summary, params, body: proofStatementControls, response } },
      async (request, reply) => {
        const viewer = requireSignedIn(request);
        const parameters = await prisma.$transaction((tx) =>
          act(tx, viewer, request.params.id, clock()),
        );
        return answerWrite(request, reply, { page: 'proof', parameters, done });
      },
    );
  }

  app.post(
    '/api/payouts/:id/doubt',
    {
      schema: {
        summary: 'Doubt another member’s proof for a reason; established members',
        params,
        body: doubtProofBody,
        response,
      },
    },
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const parameters = await prisma.$transaction((tx) =>
        doubtProof(tx, viewer, request.params.id, request.body, clock()),
      );
      return answerWrite(request, reply, { page: 'proof', parameters, done: 'doubted' });
    },
  );

  app.get(
    '/api/checks',
    {
      schema: {
        summary: 'Open questions about proofs, the oldest first; established members',
        querystring: checksQuery,
        response: { 200: checksResponse, '4xx': errorResponse },
      },
    },
    (request) => listChecks(sql, requireSignedIn(request), request.query.page ?? 1),
  );

  app.get(
    '/api/checks/:id',
    {
      schema: {
        summary: 'One question about a proof, for who is no party to it',
        params,
        response: { 200: checkResponse, '4xx': errorResponse },
      },
    },
    (request) => findCheck(sql, requireSignedIn(request), request.params.id, clock()),
  );

  app.post(
    '/api/checks/:id/opinion',
    {
      schema: {
        summary: 'Say whether the doubt is right; established members who are no party',
        params,
        body: checkOpinionBody,
        response,
      },
    },
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const parameters = await prisma.$transaction((tx) =>
        giveOpinion(tx, viewer, request.params.id, request.body, clock()),
      );
      return answerWrite(request, reply, { page: 'check', parameters, done: 'opinion-given' });
    },
  );

  app.post(
    '/api/checks/:id/opinion/withdraw',
    { schema: { summary: 'Take my opinion back', params, body: proofStatementControls, response } },
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const parameters = await prisma.$transaction((tx) =>
        withdrawOpinion(tx, viewer, request.params.id, clock()),
      );
      return answerWrite(request, reply, { page: 'check', parameters, done: 'opinion-withdrawn' });
    },
  );

  app.post(
    '/api/checks/:id/decision',
    {
      schema: {
        summary: 'Settle a question by a rule; moderators who are no party',
        params,
        body: checkDecisionBody,
        response,
      },
    },
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const parameters = await prisma.$transaction((tx) =>
        decideOnCheck(tx, viewer, request.params.id, request.body, clock()),
      );
      return answerWrite(request, reply, { page: 'check', parameters, done: 'decided' });
    },
  );
}
