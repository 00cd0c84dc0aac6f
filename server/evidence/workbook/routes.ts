import type { BaseDeps } from '#server/http/deps.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { answers, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
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

// The largest copy in base64, and room for the other JSON fields.
const BODY_LIMIT_BYTES = Math.ceil((MAX_COPY_BYTES / 3) * 4) + 1_024;

export function registerWorkbook(app: Server, { database, clock }: BaseDeps): void {
  const { prisma, sql } = database;

  const postAsMember = createPostAsMember(app, prisma, clock);

  app.get(
    '/api/workbook/copy',
    answers('The copy of my workbook, encrypted on my device, as base64', {
      querystring: copyQuery,
      answer: copyResponse,
    }),
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
      ...answers('Keep an encrypted copy of my workbook; 409 where another device saved first', {
        body: saveCopyForm,
        answer: savedCopyResponse,
      }),
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

  postAsMember(
    '/api/workbook/copy/delete',
    writes('Delete the copy of my workbook', { body: deleteCopyForm }),
    (tx, viewer) => deleteEncryptedWorkbookCopy(tx, viewer),
    () => ({ page: 'settings', done: 'copy-deleted' }),
  );
}
