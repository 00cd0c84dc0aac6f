import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { answers } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { slug } from '#shared/core/form-fields.ts';
import { platformSlipsResponse } from '#shared/directory/slip-figures.ts';
import { findPlatformSlips } from './platform-slips.ts';

export function registerSlips(app: Server, { database: { sql } }: BaseDeps): void {
  app.get(
    '/api/platforms/:slug/slips',
    answers('All released slips of a platform, from which its figures are computed', {
      params: z.object({ slug }),
      answer: platformSlipsResponse,
    }),
    (request) => findPlatformSlips(sql, request.params.slug),
  );
}
