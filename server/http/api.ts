import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '#server/errors.ts';
import { errorResponse } from '#shared/errors.ts';
import type { Api } from '#web/api.ts';

type Asking = Pick<FastifyRequest, 'ip' | 'host'> & {
  readonly headers: { readonly cookie?: string | undefined };
};

/** The API as a page calls it: in this process, with the visitor's cookie. */
export function createApi(app: FastifyInstance, request: Asking): Api {
  return {
    get: async (path, schema) => {
      // A part of it that was typed, such as "..", must not lead to another route.
      const [pathname = ''] = path.split('?');
      if (new URL(pathname, 'http://api.invalid').pathname !== pathname) {
        throw new AppError('not-found');
      }
      const response = await app.inject({
        method: 'GET',
        url: path,
        remoteAddress: request.ip,
        headers: {
          accept: 'application/json',
          host: request.host,
          ...(request.headers.cookie === undefined ? {} : { cookie: request.headers.cookie }),
        },
      });
      const body: unknown = response.json();
      if (response.statusCode >= 400) {
        const parsed = errorResponse.safeParse(body);
        if (!parsed.success) throw new AppError('internal');
        const { code, retryAfterSeconds } = parsed.data.error;
        throw new AppError(code, retryAfterSeconds === undefined ? {} : { retryAfterSeconds });
      }
      return schema.parse(body);
    },
  };
}
