import type { FastifyInstance } from 'fastify';
import type { BaseDeps } from '#server/http/deps.ts';
import { AppError } from '#server/core/errors.ts';
import { parseHitKey, parseHitName } from './hit-names.ts';
import { findHitFigures } from './hit-queries.ts';
import { writeHit, writeHits } from './write-hits.ts';

/** A page of tasks has a hundred at most. */
const MAX_KEYS = 1_000;
const BODY_LIMIT_BYTES = 256 * 1024;

export const HIT_PATHS = ['/v1/hits', '/v1/hits/hit', '/v2/returns/retrieve'] as const;

/**
 * TurkerView's reads about single tasks, two of them by POST: figures of public tasks by requester,
 * reward and title. Nothing is written, so any origin may send them.
 */
export function registerHitReads(app: FastifyInstance, { database }: BaseDeps): void {
  // fetch() sends a string as text/plain.
  app.addContentTypeParser(
    ['text/plain', 'application/json'],
    { parseAs: 'string', bodyLimit: BODY_LIMIT_BYTES },
    async (_: unknown, body: string | Buffer) => parseJson(String(body)),
  );
  const options = {
    config: { anonymous: true, anyOrigin: true },
    schema: { hide: true },
    bodyLimit: BODY_LIMIT_BYTES,
  };

  app.post<{ Body: unknown }>('/v1/hits', options, async ({ body }, reply) => {
    const sent: unknown[] = Array.isArray(body) ? body : [];
    const keys = [...new Set(sent)].filter((key) => typeof key === 'string').slice(0, MAX_KEYS);
    const readings = keys.flatMap((key) => parseHitKey(key).map((name) => ({ key, name })));
    const known = await findHitFigures(
      database,
      readings.map(({ name }) => name),
    );
    const hits = new Map(
      readings.flatMap(({ key, name }, index) => {
        const figures = known.get(index);
        return figures === undefined ? [] : [[key, { key, name, figures }] as const];
      }),
    );
    return reply.type('application/json; charset=utf-8').send(writeHits([...hits.values()]));
  });

  app.post<{ Body: unknown }>('/v1/hits/hit', options, async ({ body }, reply) => {
    const name = parseHitName(body);
    const known = name === null ? null : await findHitFigures(database, [name]);
    const text = writeHit(name, known?.get(0) ?? null);
    return reply.type('application/json; charset=utf-8').send(text);
  });

  // Asked by the platform's id of a batch, which this site does not know; nobody reads one report.
  app.get(
    '/v2/returns/retrieve',
    { config: { anonymous: true }, schema: { hide: true } },
    async () => ({ reviews: [], notice: null }),
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError('bad-input');
  }
}
