import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { deviceHash } from '#server/identity/accounts/device-hash.ts';
import { AppError } from '#server/core/errors.ts';
import type { SiteDeps } from '#server/site/deps.ts';
import { areLegalSettingsComplete } from '#server/governance/legal/legal-settings.ts';
import { ERROR_STATUS } from '#shared/core/errors.ts';
import { LANGUAGES, isLanguage, type Language } from '#shared/core/languages.ts';
import {
  PAGE_NAMES,
  PAGE_PATHS,
  matchPagePath,
  pathTo,
  type PageName,
} from '#shared/core/paths.ts';
import type { FormState, Page, PageContext, PageViewer } from '#web/page.ts';
import type { PagesApi } from '#server/http/pages-api.ts';
import { requestLanguage } from '#server/http/forms.ts';
import { readTheme } from '#server/http/theme-cookie.ts';
import { TURBO_HEADER, isTurboVisit } from '#server/http/turbo-visit.ts';
import type { RenderErrorPage } from '#server/http/error-handler.ts';
import { siteOrigin } from '#server/http/origin-check.ts';
import { isSessionNotLookedUp } from '#server/http/session.ts';
import { preferredLanguage } from '#server/http/preferred-language.ts';
import type { ShowOncePage } from '#server/http/show-once-page.ts';
import { createMemberPages, loadOfMember, type SendMemberPage } from './member-pages.ts';

const SECRET_FIELDS = /password|phrase/i;

/** Adds `reply.showOnce`, with which routes of other wings answer with a page. */
export function registerShowOnce(app: FastifyInstance, deps: SiteDeps): void {
  app.decorateReply('showOnce', createShowOnce(deps));
}

/** Registers every page in both languages, and redirects for addresses without a language. */
export async function registerPages(
  app: FastifyInstance,
  deps: SiteDeps,
  api: PagesApi,
): Promise<void> {
  const { pages } = await deps.view();
  const sendMemberPage = createMemberPages(deps, api);
  for (const language of LANGUAGES) {
    for (const name of PAGE_NAMES) {
      app.get(
        `/${language}${PAGE_PATHS[name][language]}`,
        {
          schema: { hide: true },
          config: {
            sameForVisitors: pages[name].sameForVisitors === true,
            countsViews: pages[name].countsViews === true,
          },
        },
        (request, reply) =>
          showPage(
            api,
            deps,
            request,
            reply,
            { language, name, form: null, status: 200 },
            sendMemberPage,
          ),
      );
    }
  }
  app.get('/', { schema: { hide: true } }, (request, reply) =>
    reply.redirect(pathTo(preferredLanguage(request), 'home'), 302),
  );
  for (const name of PAGE_NAMES) {
    const path = PAGE_PATHS[name].fr;
    if (path === '' || path.includes(':')) continue;
    app.get(path, { schema: { hide: true } }, (request, reply) =>
      reply.redirect(pathTo(preferredLanguage(request), name), 302),
    );
  }
  for (const language of LANGUAGES) {
    app.get<{ Params: { slug: string } }>(
      PAGE_PATHS.platform[language],
      { schema: { hide: true } },
      (request, reply) => {
        const { slug } = request.params;
        return reply.redirect(pathTo(preferredLanguage(request), 'platform', { slug }), 302);
      },
    );
  }
}

/** Renders an error page: the submitted form with its values, else a page that says what to do. */
export function createErrorPage(api: PagesApi, deps: SiteDeps): RenderErrorPage {
  return async (request, reply, error) => {
    const status = ERROR_STATUS[error.code];
    const sent = readForm(request, error);
    if (sent !== null) {
      const { language, page: name } = sent.match;
      try {
        return await showPage(api, deps, request, reply, { ...sent, language, name, status });
      } catch {
        // The form's page is gone as well: report the first error.
      }
    }
    const language = sent?.match.language ?? languageOfPath(request);
    if (error.code === 'signed-out') {
      const next = sent === null ? request.url : String(request.typed?.['_from']);
      return reply.redirect(pathTo(language, 'signIn', {}, { next }), 303);
    }
    const { errorPage, renderPage } = await deps.view();
    const context = await createContext(deps, request, language, null);
    const html = renderPage(
      errorPage,
      { code: error.code, retries: request.method === 'GET' },
      context,
      deps.assets,
    );
    return reply.status(status).type('text/html; charset=utf-8').send(html);
  };
}

/**
 * Creates `reply.showOnce`. It answers with status 201, which makes the browser's script show the
 * response like any page.
 */
function createShowOnce(deps: SiteDeps): ShowOncePage {
  return async function showOnce(name, data) {
    const language = requestLanguage(this.request);
    const { pages, renderPage } = await deps.view();
    const context = await createContext(deps, this.request, language, null, pathTo(language, name));
    return this.status(201)
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(renderPage(pages[name], data, context, deps.assets));
  };
}

/**
 * Renders a page without an address in `shared/core/paths.ts`, in the browser's preferred language.
 */
export async function showUnlistedPage(
  deps: SiteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  page: Page<unknown>,
  data: unknown,
): Promise<FastifyReply> {
  const { renderPage } = await deps.view();
  const context = await createContext(deps, request, preferredLanguage(request), null);
  return reply
    .header('cache-control', 'no-cache')
    .header('vary', 'Cookie, Accept-Language')
    .type('text/html; charset=utf-8')
    .send(renderPage(page, data, context, deps.assets));
}

type Shown = { language: Language; name: PageName; form: FormState | null; status: number };

const sendNoMemberPage: SendMemberPage = async () => null;

async function showPage(
  api: PagesApi,
  deps: SiteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { language, name, form, status }: Shown,
  sendMemberPage: SendMemberPage = sendNoMemberPage,
): Promise<FastifyReply> {
  const { Redirect, pages, renderPage } = await deps.view();
  const page: Page<unknown> = pages[name];
  if (page.membersOnly === true && request.viewer === null && form === null)
    throw new AppError('signed-out');
  const source = form === null ? request.url : String(request.typed?.['_from']);
  const url = pageAddress(source);
  const query = Object.fromEntries(url.searchParams);
  const parameters = matchPagePath(url.pathname)?.parameters ?? {};
  const asked = {
    parameters,
    query,
    queryAll: (parameter: string) => url.searchParams.getAll(parameter),
    language,
    viewer: toPageViewer(request),
    refused: form !== null,
  };
  const { viewer } = request;
  const path = `${url.pathname}${url.search}`;
  const context = await createContext(deps, request, language, form, path);
  reply
    .status(status)
    .header('cache-control', form === null ? 'no-cache' : 'no-store')
    .header('vary', `Cookie, ${TURBO_HEADER}`);
  if (viewer !== null && form === null) {
    const sent = await sendMemberPage({ page, asked, context }, viewer, request, reply);
    if (sent instanceof Redirect) return reply.redirect(sent.path, 302);
    if (sent !== null) return sent;
  }
  const data = await page.load(api.of(request), asked);
  if (data instanceof Redirect) return reply.redirect(data.path, 302);
  if (request.cacheEntry !== null && page.keptMs !== undefined) {
    request.cacheEntry.keptMs = page.keptMs(data, context);
  }
  const hers = viewer === null ? {} : await loadOfMember(deps, api, page, request, viewer);
  const html = renderPage(page, data, { ...context, ...hers }, deps.assets);
  return reply.type('text/html; charset=utf-8').send(html);
}

async function createContext(
  deps: SiteDeps,
  request: FastifyRequest,
  language: Language,
  form: FormState | null,
  source: string = request.url,
): Promise<PageContext> {
  const { formatsFor, messagesFor } = await deps.view();
  const url = pageAddress(source);
  return {
    language,
    t: messagesFor(language),
    format: formatsFor(language),
    href: (...asked) => pathTo(language, ...asked),
    viewer: toPageViewer(request),
    sessionUnknown: isSessionNotLookedUp(request),
    askedClaims: 0,
    unread: 0,
    path: `${url.pathname}${url.search}`,
    query: Object.fromEntries(url.searchParams),
    origin: siteOrigin(deps.env.publicUrl, request),
    now: deps.clock(),
    form,
    theme: readTheme(request.headers.cookie),
    turbo: isTurboVisit(request.headers),
    demo: deps.demo,
    ownParts: null,
    inserted: null,
    hers: null,
    incomplete: deps.env.publicUrl !== null && !areLegalSettingsComplete(deps.env.legal),
  };
}

/** The requested address on this site; home for another origin or none. */
function pageAddress(source: string): URL {
  const base = 'http://page.invalid';
  const url = URL.canParse(source, base) ? new URL(source, base) : null;
  return url?.origin === base ? url : new URL(base);
}

function readForm(
  request: FastifyRequest,
  error: AppError,
): { form: FormState; match: { language: Language; page: PageName } } | null {
  const body = request.typed ?? {};
  const from = body['_from'];
  if (request.method === 'GET' || typeof from !== 'string' || !from.startsWith('/')) return null;
  const match = matchPagePath(from.split('?')[0] ?? '');
  if (match === null) return null;
  const values = Object.entries(body).flatMap(([name, value]) => {
    if (SECRET_FIELDS.test(name)) return [];
    // Several ticked boxes share one name.
    if (Array.isArray(value)) return [[name, value.join(',')]];
    return typeof value === 'string' ? [[name, value]] : [];
  });
  return {
    match,
    form: {
      form: typeof body['_form'] === 'string' ? body['_form'] : '',
      code: error.code,
      fields: error.fields ?? {},
      values: Object.fromEntries(values),
      retryAfterSeconds: error.retryAfterSeconds ?? null,
    },
  };
}

function toPageViewer(request: FastifyRequest): PageViewer | null {
  if (request.viewer === null) return null;
  const { id, pseudonym, established, roles } = request.viewer;
  const moderator = roles.includes('moderator');
  return { mark: deviceHash(id), pseudonym, established, moderator };
}

function languageOfPath(request: FastifyRequest): Language {
  const first = request.url.split(/[/?]/)[1];
  return isLanguage(first) ? first : preferredLanguage(request);
}
