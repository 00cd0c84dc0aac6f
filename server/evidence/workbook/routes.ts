import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { BaseDeps } from '#server/http/deps.ts';
import { answerWrite } from '#server/http/forms.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { errorResponse } from '#shared/core/errors.ts';
import { writeResponse } from '#shared/core/form-fields.ts';
import {
  MAX_COPY_BYTES,
  copyQuery,
  copyResponse,
  deleteCopyForm,
  saveCopyForm,
  savedCopyResponse,
} from '#shared/evidence/workbook-copy.ts';
import { deleteEncryptedWorkbookCopy, saveEncryptedWorkbookCopy } from './actions.ts';
import { findEncryptedWorkbookCopy } from './queries.ts';

// For base64 and the other JSON fields.
const BODY_LIMIT_BYTES = Math.ceil((MAX_COPY_BYTES / 3) * 4) + 1_024;

export function registerWorkbook(server: FastifyInstance, { database, clock }: BaseDeps): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const { prisma, sql } = database;

  app.get(
    '/api/workbook/copy',
    {
      schema: {
        summary: 'The copy of my workbook, encrypted on my device, as base64',
        querystring: copyQuery,
        response: { 200: copyResponse, '4xx': errorResponse },
      },
    },
    (request, reply) => {
      const viewer = requireSignedIn(request);
      reply.header('cache-control', 'no-store');
      return findEncryptedWorkbookCopy(sql, viewer, request.query.known);
    },
  );

  app.post(
    '/api/workbook/copy',
    {
      bodyLimit: BODY_LIMIT_BYTES,
      schema: {
        summary: 'Keep an encrypted copy of my workbook; 409 where another device saved first',
        body: saveCopyForm,
        response: { 200: savedCopyResponse, '4xx': errorResponse },
      },
    },
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      reply.header('cache-control', 'no-store');
      const version = await prisma.$transaction((tx) =>
        saveEncryptedWorkbookCopy(tx, viewer, request.body, clock()),
      );
      return { version };
    },
  );

  app.post(
    '/api/workbook/copy/delete',
    {
      schema: {
        summary: 'Delete the copy of my workbook',
        body: deleteCopyForm,
        response: { 200: writeResponse, '4xx': errorResponse },
      },
    },
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      await prisma.$transaction((tx) => deleteEncryptedWorkbookCopy(tx, viewer));
      return answerWrite(request, reply, { page: 'settings', done: 'copy-deleted' });
    },
  );
}
