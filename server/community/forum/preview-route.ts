import type { ForumDeps } from './deps.ts';
import { requireRateLimit } from '#server/http/address-limits.ts';
import { siteOrigin } from '#server/http/origin-check.ts';
import { answers } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { createTokenBuckets } from '#server/http/token-buckets.ts';
import { previewForm, previewResponse } from '#shared/community/forum.ts';
import { previewPost } from './preview-post.ts';

/**
 * Limit on previews: nobody previews faster while writing, and rendering is the costliest operation
 * without a daily limit.
 */
export const PREVIEW_RATE = { burst: 20, perMinute: 20 };

export function registerPreview(
  app: Server,
  { database, renderAhead, env, clock }: ForumDeps,
): void {
  const turns = createTokenBuckets(PREVIEW_RATE, { env, clock });

  app.post(
    '/api/forum/preview',
    answers('How a post would be read; nothing is kept', {
      body: previewForm,
      answer: previewResponse,
    }),
    (request) => {
      const viewer = requireSignedIn(request);
      requireRateLimit(turns, request);
      const origin = siteOrigin(env.publicUrl, request);
      return previewPost(database, renderAhead, viewer, request.body.text, origin);
    },
  );
}
