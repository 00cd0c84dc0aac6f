import type { FastifyRequest } from 'fastify';
import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { requireRateLimit } from '#server/http/address-limits.ts';
import { answerWrite, requestLanguage, wantsHtml } from '#server/http/forms.ts';
import { siteOrigin } from '#server/http/origin-check.ts';
import { answers } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { createTokenBuckets, type RateLimit } from '#server/http/token-buckets.ts';
import { errorResponse } from '#shared/core/errors.ts';
import { id } from '#shared/core/form-fields.ts';
import {
  legalResponse,
  noticeReceived,
  noticeRequest,
  noticeResponse,
  noticeStatus,
  noticeStatusRequest,
} from '#shared/governance/legal.ts';
import { PAGE_PATHS, pathTo } from '#shared/core/paths.ts';
import { deriveNoticeKeys, receiveNotice } from './notice-actions.ts';
import { findNotice, findNoticeByReceipt } from './notice-queries.ts';
import { areLegalSettingsComplete } from './legal-settings.ts';

/** Limit on notices per address, or per member; an address may be a carrier NAT. */
export const NOTICE_RATE: RateLimit = { burst: 30, perMinute: 2 };

export function registerLegal(app: Server, deps: BaseDeps): void {
  const { database, env, secrets, clock } = deps;
  const keys = deriveNoticeKeys(secrets);
  const limits = createTokenBuckets(NOTICE_RATE, deps);
  const ownOrigin = (request: FastifyRequest): string => siteOrigin(env.publicUrl, request);

  app.get(
    '/api/legal',
    answers('Who answers for this site; null where it is not said yet', { answer: legalResponse }),
    () => ({
      ...env.legal,
      press: env.pressContact,
      complete: areLegalSettingsComplete(env.legal),
    }),
  );

  app.post(
    '/api/notices',
    {
      schema: {
        summary: 'A notice from anybody about one page; its receipt is said once',
        body: noticeRequest,
        response: { 201: noticeReceived, '4xx': errorResponse },
      },
    },
    async (request, reply) => {
      requireRateLimit(limits, request);
      const { id: number, receipt } = await database.prisma.$transaction((tx) =>
        receiveNotice(tx, keys, ownOrigin(request), request.body, clock()),
      );
      if (wantsHtml(request)) {
        const notice = await findNotice(database.sql, number);
        return reply.showOnce('noticeReceipt', { notice, receipt, answer: null });
      }
      const path = pathTo(requestLanguage(request), 'noticeReceipt', {}, { notice: number });
      return reply.status(201).send({ id: number, receipt, path });
    },
  );

  // A reload of the answer requests this address; the receipt is not shown twice.
  app.get('/api/notices', { schema: { hide: true } }, (_request, reply) =>
    reply.redirect(PAGE_PATHS.noticeReceipt.fr, 303),
  );

  app.post(
    '/api/notices/status',
    answers('The notice that a receipt was given for', {
      body: noticeStatusRequest,
      answer: noticeStatus,
    }),
    async (request, reply) => {
      const { sql } = database;
      const { notice, answer } = await findNoticeByReceipt(
        sql,
        keys.receipts,
        request.body.receipt,
      );
      const query = { notice: notice.id };
      if (!wantsHtml(request)) {
        const path = pathTo(requestLanguage(request), 'noticeReceipt', {}, query);
        return { id: notice.id, path, answer };
      }
      // The operator's answer is only for the holder of the receipt, so it is not at an address.
      return answer === null
        ? answerWrite(request, reply, { id: notice.id, page: 'noticeReceipt', query })
        : reply.showOnce('noticeReceipt', { notice, receipt: null, answer });
    },
  );

  app.get('/api/notices/status', { schema: { hide: true } }, (_request, reply) =>
    reply.redirect(PAGE_PATHS.noticeReceipt.fr, 303),
  );

  app.get(
    '/api/notices/:id',
    answers('That a notice came, when, and where it stands', {
      params: z.object({ id }),
      answer: noticeResponse,
    }),
    (request) => findNotice(database.sql, request.params.id),
  );
}
