import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { answers, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import {
  decisionResponse,
  caseDecisionsQuery,
  decisionsResponse,
} from '#shared/governance/case-decisions.ts';
import {
  dailyCaseMaximumForm,
  quietTimeForm,
  rotaDayForm,
} from '#shared/governance/case-handling.ts';
import { publicCaseQueueResponse } from '#shared/governance/case-queue.ts';
import { id } from '#shared/core/form-fields.ts';
import { setDailyCaseMaximum, changeRotaDay, setModeratorQuietTime } from './wellbeing-actions.ts';
import { findCaseDecision, listCaseDecisions } from '#server/governance/case-decisions/queries.ts';
import { findPublicCaseQueue } from '#server/governance/cases/queue.ts';

/** Registers the public routes of moderation, and moderators' settings for their own workload. */
export function registerModeratorWellbeing(app: Server, { database, clock }: BaseDeps): void {
  const { prisma, sql } = database;

  const postAsMember = createPostAsMember(app, prisma, clock);

  app.get(
    '/api/moderation',
    answers('How many cases wait and for how long, and who is on duty by handle', {
      answer: publicCaseQueueResponse,
    }),
    () => findPublicCaseQueue(sql, clock()),
  );

  app.get(
    '/api/decisions',
    answers('Decisions on what was published, the newest first', {
      querystring: caseDecisionsQuery,
      answer: decisionsResponse,
    }),
    (request) => listCaseDecisions(sql, request.query.before),
  );

  app.get(
    '/api/decisions/:id',
    answers('One decision with its statement of reasons', {
      params: z.object({ id }),
      answer: decisionResponse,
    }),
    (request) => findCaseDecision(sql, request.params.id),
  );

  postAsMember(
    '/api/moderation/quiet',
    writes('Two days without cases and lines about them; moderators', { body: quietTimeForm }),
    (tx, viewer, { body }, now) => setModeratorQuietTime(tx, viewer, body.quiet, now),
    (_, { body }) => ({ page: 'moderation', done: `quiet-${body.quiet}` }),
  );

  postAsMember(
    '/api/moderation/care',
    writes('How many cases a day I want, at most; moderators', { body: dailyCaseMaximumForm }),
    (tx, viewer, request) => setDailyCaseMaximum(tx, viewer, request.body),
    () => ({ page: 'moderation', done: 'capped' }),
  );

  postAsMember(
    '/api/moderation/turns',
    writes('Take a day of the rota, or leave it; moderators', { body: rotaDayForm }),
    (tx, viewer, request, now) => changeRotaDay(tx, viewer, request.body, now),
    () => ({ page: 'moderation', done: 'turn', anchor: 'rota' }),
  );
}
