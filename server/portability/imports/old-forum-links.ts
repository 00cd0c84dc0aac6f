import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { BaseDeps } from '#server/http/deps.ts';
import { AppError } from '#server/core/errors.ts';
import { preferredLanguage } from '#server/http/preferred-language.ts';
import type { ImportSoftware } from '#shared/portability/imports.ts';
import { pathTo } from '#shared/core/paths.ts';
import { findIdByOriginal, type OriginalKind } from './queries.ts';

type Query = Record<string, string | string[] | undefined>;
/** A possible target of an old forum's address: the kind of object, and its id in that forum. */
type Asked = readonly [OriginalKind, string | undefined];

const PAGES = {
  category: { page: 'forumCategory', parameter: 'slug' },
  thread: { page: 'thread', parameter: 'id' },
  post: { page: 'forumPost', parameter: 'id' },
  'post-number': { page: 'forumPost', parameter: 'id' },
} as const;

/** Redirects old addresses of phpBB and Discourse to the imported threads and posts. */
export function registerOldForumLinks(app: FastifyInstance, { database }: BaseDeps): void {
  const options = { config: { anonymous: true }, schema: { hide: true } };
  const lead = async (
    request: FastifyRequest,
    reply: FastifyReply,
    software: ImportSoftware,
    asked: readonly Asked[],
  ): Promise<FastifyReply> => {
    for (const [kind, original] of asked) {
      if (original === undefined || !/^[\w.:-]{1,64}(?:\/\d{1,7})?$/.test(original)) continue;
      const id = await findIdByOriginal(database.sql, software, kind, original, request.host);
      if (id === null) continue;
      const { page, parameter } = PAGES[kind];
      return reply
        .header('cache-control', 'no-cache')
        .header('vary', 'Accept-Language')
        .redirect(pathTo(preferredLanguage(request), page, { [parameter]: id }), 301);
    }
    throw new AppError('not-found');
  };
  const first = (query: unknown, name: string): string | undefined =>
    [(query as Query)[name]].flat()[0];

  // Boards were often in a folder of their host.
  for (const folder of ['', '/:folder(^[A-Za-z0-9_-]{1,30}$)']) {
    app.get(`${folder}/viewtopic.php`, options, (request, reply) =>
      lead(request, reply, 'phpbb', [
        ['post', first(request.query, 'p')],
        ['thread', first(request.query, 't')],
      ]),
    );
    app.get(`${folder}/viewforum.php`, options, (request, reply) =>
      lead(request, reply, 'phpbb', [['category', first(request.query, 'f')]]),
    );
  }
  // "/t/title/12/3", "/t/title/12", "/t/12/3", "/t/12": the title is ignored.
  app.get<{ Params: { '*': string } }>('/t/*', options, (request, reply) => {
    const match = /^(?:[^/]*[^/\d][^/]*\/)?(\d{1,12})(?:\/(\d{1,7}))?\/?$/.exec(
      request.params['*'],
    );
    const [, topic, number] = match ?? [];
    return lead(request, reply, 'discourse', [
      ['post-number', number === undefined ? undefined : `${topic}/${number}`],
      ['thread', topic],
    ]);
  });
  app.get<{ Params: { '*': string } }>('/c/*', options, (request, reply) =>
    lead(request, reply, 'discourse', [
      ['category', /(?:^|\/)(\d{1,12})\/?$/.exec(request.params['*'])?.[1]],
    ]),
  );
}
