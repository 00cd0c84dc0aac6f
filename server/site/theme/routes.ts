import { answerWrite } from '#server/http/forms.ts';
import { writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { themeCookie } from '#server/http/theme-cookie.ts';
import { themeForm } from '#shared/site/theme.ts';

/** The choice of light or dark, kept by a cookie: a visitor has no account to keep it in. */
export function registerTheme(app: Server, { secure }: { secure: boolean }): void {
  app.post(
    '/api/theme',
    writes('Choose light or dark for this browser', { body: themeForm }),
    async (request, reply) =>
      answerWrite(request, reply.header('set-cookie', themeCookie(request.body.theme, secure)), {
        page: 'me',
        done: 'theme-chosen',
      }),
  );
}
