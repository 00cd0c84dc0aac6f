import { mkdirSync } from 'node:fs';
import fastifyStatic from '@fastify/static';
import type { FastifyError, FastifyReply } from 'fastify';
import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { AppError, requireFound } from '#server/core/errors.ts';
import { subscriberKeyOf } from '#server/http/address-limits.ts';
import { wantsHtml } from '#server/http/forms.ts';
import { answers } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { createTokenBuckets, type RateLimit } from '#server/http/token-buckets.ts';
import { day } from '#shared/core/form-fields.ts';
import { PAGE_PATHS } from '#shared/core/paths.ts';
import {
  DUMP_ARCHIVES,
  dumpArchiveName,
  dumpsResponse,
} from '#shared/portability/published-dumps.ts';
import { listDumpDays, listDumps, publishedDumpsFolder } from './dump-folders.ts';

/**
 * Limit on requests for archives per address: an interrupted download asks again, and an address
 * may be a carrier NAT.
 */
export const ARCHIVE_RATE: RateLimit = { burst: 60, perMinute: 6 };
/** Limit on requests per address for all other files: a mirror fetches them in sequence. */
export const FILE_RATE: RateLimit = { burst: 3_000, perMinute: 300 };

const A_DAY = 86_400;
const PAST_ITS_END = 416;
type RangeFault = FastifyError & { readonly headers?: Record<string, string> };

/**
 * Registers the routes of the published dumps: a list, and every file, with range requests to
 * resume downloads. The address of a file contains its date, and its content never changes.
 */
export async function registerDumps(app: Server, deps: BaseDeps): Promise<void> {
  const { env } = deps;
  const { dataDir, dailyDump } = env;
  const config = { anonymous: true };
  const hidden = { config, schema: { hide: true } };
  const list = async () => ({ daily: dailyDump, dumps: await listDumps(dataDir) });
  const latest = async (): Promise<string> => requireFound((await listDumpDays(dataDir))[0]);

  app.get(
    '/api/dumps',
    {
      config,
      ...answers('The dumps of all that is public, with the addresses of their files', {
        answer: dumpsResponse,
      }),
    },
    list,
  );

  app.get('/dump', hidden, async (request, reply) => {
    // Redirect browsers to the page of open data, which then redirects to the visitor's language.
    if (wantsHtml(request)) return reply.redirect(PAGE_PATHS.data.fr, 303);
    return open(reply).send(dumpsResponse.parse(await list()));
  });
  app.get('/dump/latest', hidden, async (_, reply) => turnTo(reply, `/dump/${await latest()}`));
  app.get(
    '/dump/latest/*',
    { config, schema: { hide: true, params: z.object({ '*': z.string() }) } },
    async ({ params }, reply) => {
      const madeOn = await latest();
      const archive = DUMP_ARCHIVES.find((name) => `${name}.tar.gz` === params['*']);
      const path = archive === undefined ? params['*'] : dumpArchiveName(archive, madeOn);
      return turnTo(reply, `/dump/${madeOn}/${encodeURI(path)}`);
    },
  );
  app.get(
    '/dump/:day',
    { config, schema: { hide: true, params: z.object({ day }) } },
    async ({ params }, reply) => {
      const { dumps } = await list();
      return open(reply).send(requireFound(dumps.find((dump) => dump.day === params.day)));
    },
  );

  const limits = {
    archive: createTokenBuckets(ARCHIVE_RATE, deps),
    file: createTokenBuckets(FILE_RATE, deps),
  };
  mkdirSync(publishedDumpsFolder(dataDir), { recursive: true });
  await app.register(async (scope) => {
    scope.addHook('onRequest', async ({ ip, url }) => {
      const limit = url.split('?')[0]?.endsWith('.tar.gz') === true ? limits.archive : limits.file;
      const key = subscriberKeyOf(ip);
      if (limit.take(key)) return;
      throw new AppError('too-many', { retryAfterSeconds: limit.secondsLeft(key) });
    });
    // 416 for a range past the end tells wget that its file is complete.
    scope.setErrorHandler(async (thrown: RangeFault, _, reply) => {
      if (thrown.statusCode !== PAST_ITS_END) throw thrown;
      return reply
        .status(PAST_ITS_END)
        .headers(thrown.headers ?? {})
        .send();
    });
    await scope.register(fastifyStatic, {
      root: publishedDumpsFolder(dataDir),
      prefix: '/dump/',
      decorateReply: false,
      index: false,
      dotfiles: 'ignore',
      // Caches may keep files for a day: withdrawn content leaves with the next dump.
      maxAge: A_DAY * 1000,
      setHeaders: (reply) => {
        reply.setHeader('access-control-allow-origin', '*');
        reply.setHeader('cross-origin-resource-policy', 'cross-origin');
      },
    });
  });
}

function open(reply: FastifyReply): FastifyReply {
  return reply
    .header('cache-control', 'no-cache')
    .header('access-control-allow-origin', '*')
    .header('cross-origin-resource-policy', 'cross-origin');
}

/** Redirects, temporarily, to the latest dump, which changes daily. */
function turnTo(reply: FastifyReply, path: string): FastifyReply {
  return open(reply).redirect(path, 302);
}
