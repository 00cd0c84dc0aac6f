import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { requireRateLimit } from '#server/http/address-limits.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { answers, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { createTokenBuckets } from '#server/http/token-buckets.ts';
import { id } from '#shared/core/form-fields.ts';
import {
  cosignDueResponse,
  cosignForm,
  storedResponse,
  organiserForm,
  organiserKeysForm,
} from '#shared/collective/pledges.ts';
import {
  listDueCosignatureRequests,
  storeCosignatures,
} from '#server/collective/pledges/organiser-cosignatures.ts';
import { removeOrganiser, storeOrganiserKeys, inviteOrganiser } from './actions.ts';

const KEPT = { kept: true } as const;
/**
 * Limit on an organiser's requests: her browser sends signatures in batches, one boycott after the
 * other.
 */
const ORGANISER_RATE = { burst: 60, perMinute: 30 };

/**
 * Registers the routes of organisers whose keys sign beside the site's: invitations, keys,
 * signatures.
 */
export function registerOrganisers(app: Server, deps: BaseDeps): void {
  const { database, clock } = deps;
  const { prisma, sql } = database;
  const turns = createTokenBuckets(ORGANISER_RATE, deps);
  const params = z.object({ id });

  const acts = [
    [
      'organisers',
      'Ask a member for a key beside the site’s, in my call',
      inviteOrganiser,
      'asked',
    ],
    [
      'drop-organiser',
      'Ask a member for her key no longer; or say that I give none',
      removeOrganiser,
      'dropped',
    ],
  ] as const;
  const postAsMember = createPostAsMember(app, prisma, clock, turns);

  for (const [path, summary, act, done] of acts) {
    postAsMember(
      `/api/boycotts/:id/${path}`,
      writes(summary, { params, body: organiserForm }),
      (tx, viewer, request, now) => act(tx, viewer, request.params.id, request.body, now),
      (acted) => ({
        page: 'boycott',
        parameters: { id: acted.id },
        id: acted.id,
        done: `key-${done}`,
      }),
    );
  }

  app.post(
    '/api/boycotts/:id/keys',
    answers('The public keys that my browser made for a boycott that asked me for one', {
      params,
      body: organiserKeysForm,
      answer: storedResponse,
    }),
    (request) => {
      const viewer = requireSignedIn(request);
      requireRateLimit(turns, request);
      const given = prisma.$transaction((tx) =>
        storeOrganiserKeys(tx, viewer, request.params.id, request.body.keys, clock()),
      );
      return given.then(() => KEPT);
    },
  );

  app.get(
    '/api/me/cosignatures',
    answers('What waits for my keys: blinded, so that it names nobody', {
      answer: cosignDueResponse,
    }),
    (request) =>
      listDueCosignatureRequests(sql, requireSignedIn(request).id, clock()).then((due) => ({
        due,
      })),
  );

  app.post(
    '/api/boycotts/:id/cosignatures',
    answers('What my key signed for a boycott; or that it refuses to sign more', {
      params,
      body: cosignForm,
      answer: storedResponse,
    }),
    (request) => {
      const viewer = requireSignedIn(request);
      requireRateLimit(turns, request);
      return storeCosignatures(deps, viewer, request.params.id, request.body).then(() => KEPT);
    },
  );
}
