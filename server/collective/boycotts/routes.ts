import { z } from 'zod/mini';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import type { BoycottDeps } from '#server/collective/pledges/deps.ts';
import { siteOrigin } from '#server/http/origin-check.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { answers, creates, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { createTokenBuckets } from '#server/http/token-buckets.ts';
import { boycottResponse } from '#shared/collective/boycott-personal-data.ts';
import {
  boycottProspects,
  boycottablePlatforms,
} from '#shared/collective/boycottable-platforms.ts';
import {
  boycottChangeForm,
  boycottForm,
  boycottsQuery,
  boycottsResponse,
  retrospectiveForm,
  outcomeForm,
} from '#shared/collective/boycotts.ts';
import { id, slug, emptyFormBody } from '#shared/core/form-fields.ts';
import {
  callOffBoycott,
  editBoycottText,
  publishBoycottRetrospective,
  stateBoycottOutcome,
  secondBoycott,
  withdrawBoycottSecond,
} from './actions.ts';
import { registerRecordedKeys } from '#server/collective/pledges/recorded-keys-routes.ts';
import { findBoycottProspects, findBoycottablePlatforms } from './boycottable-platforms.ts';
import { proposeBoycott } from './propose-boycott.ts';
import { findBoycott, findBoycotts, findOwnBoycotts } from './queries.ts';

/** Limit on writes of boycotts, which render text or write to the forum: nobody is faster. */
export const BOYCOTT_RATE = { burst: 20, perMinute: 20 };

/** Registers the routes of boycotts, except pledging. */
export function registerBoycotts(app: Server, deps: BoycottDeps): void {
  const { database, clock } = deps;
  const { prisma, sql } = database;
  registerRecordedKeys(app, deps);
  const turns = createTokenBuckets(BOYCOTT_RATE, deps);
  const params = z.object({ id });

  const postAsMember = createPostAsMember(app, prisma, clock, turns);

  app.get(
    '/api/boycotts',
    answers('Boycotts, open ones first; of one state, platform, client or task, if asked', {
      querystring: boycottsQuery,
      answer: boycottsResponse,
    }),
    (request) => findBoycotts(sql, request.query),
  );

  app.get(
    '/api/me/boycotts',
    answers('The boycotts that I organise', { answer: boycottsResponse }),
    (request) => findOwnBoycotts(sql, requireSignedIn(request)),
  );

  app.get(
    '/api/me/boycott-places',
    answers('The platforms on which I can call for a boycott, since I have evidence there', {
      answer: boycottablePlatforms,
    }),
    (request) => findBoycottablePlatforms(sql, requireSignedIn(request), clock()),
  );

  app.get(
    '/api/me/boycott-places/:slug',
    answers('Whether I can call for a boycott there, and about how many could pledge', {
      params: z.object({ slug }),
      answer: boycottProspects,
    }),
    (request) => findBoycottProspects(sql, requireSignedIn(request), request.params.slug, clock()),
  );

  app.get(
    '/api/boycotts/:id',
    answers('One boycott: its text, its steps, what its pledgers say, and what I may do', {
      params,
      answer: boycottResponse,
    }),
    (request) =>
      findBoycott({ sql, secrets: deps.secrets }, request.viewer, request.params.id, clock()),
  );

  postAsMember(
    '/api/boycotts',
    creates('Propose a boycott, with the thread in which it will be debated', {
      body: boycottForm,
    }),
    (tx, viewer, request, now) =>
      proposeBoycott(tx, viewer, request.body, siteOrigin(deps.env.publicUrl, request), now),
    (proposed) => ({ ...onItsPage(proposed.id), done: 'proposed', created: true }),
  );

  postAsMember(
    '/api/boycotts/:id',
    writes('Change the text of my call while it is debated', { params, body: boycottChangeForm }),
    (tx, viewer, request, now) => {
      const origin = siteOrigin(deps.env.publicUrl, request);
      return editBoycottText(tx, viewer, request.params.id, request.body, origin, now);
    },
    (changed) => ({ ...onItsPage(changed.id), done: 'changed' }),
  );

  postAsMember(
    '/api/boycotts/:id/outcome',
    writes('Say how my boycott ended, where its pledgers did not', { params, body: outcomeForm }),
    (tx, viewer, request, now) =>
      stateBoycottOutcome(tx, viewer, request.params.id, request.body, now),
    (said) => ({ ...onItsPage(said.id), done: 'outcome-said' }),
  );

  postAsMember(
    '/api/boycotts/:id/look-back',
    writes('Look back on my boycott', { params, body: retrospectiveForm }),
    (tx, viewer, request, now) =>
      publishBoycottRetrospective(tx, viewer, request.params.id, request.body, now),
    (said) => ({ ...onItsPage(said.id), done: 'looked-back' }),
  );

  type Act = (
    tx: Db,
    viewer: Viewer,
    boycottId: string,
    now: Date,
  ) => Promise<{ id: string; done: string }>;
  const acts: readonly (readonly [string, string, Act])[] = [
    [
      'second',
      'Ask that a call be debated, without being named',
      async (tx, viewer, boycott, now) => ({
        ...(await secondBoycott(tx, deps, viewer, boycott, now)),
        done: 'seconded',
      }),
    ],
    [
      'unsecond',
      'Take that back',
      async (tx, viewer, boycott) => ({
        ...(await withdrawBoycottSecond(tx, deps, viewer, boycott)),
        done: 'unseconded',
      }),
    ],
    [
      'call-off',
      'Call my boycott off; while it is on, ask its pledgers whether to',
      async (tx, viewer, boycott, now) => {
        const { id: calledOff, asked } = await callOffBoycott(tx, deps, viewer, boycott, now);
        return { id: calledOff, done: asked ? 'call-off-asked' : 'called-off' };
      },
    ],
  ];
  for (const [path, summary, act] of acts) {
    postAsMember(
      `/api/boycotts/:id/${path}`,
      writes(summary, { params, body: emptyFormBody }),
      (tx, viewer, request, now) => act(tx, viewer, request.params.id, now),
      ({ id: acted, done }) => ({ ...onItsPage(acted), done }),
    );
  }
}

function onItsPage(boycott: string) {
  return { page: 'boycott', parameters: { id: boycott }, id: boycott } as const;
}
