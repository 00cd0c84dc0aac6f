import { MEMBERS_ONLY_PATHS } from './api-headers.ts';

/** Writes that a visitor may send before she is a member, as the description writes their paths. */
export const VISITOR_WRITES: readonly string[] = [
  '/api/sign-up',
  '/api/sign-in',
  '/api/sign-in/passkey',
  '/api/sign-out',
  '/api/recover',
  '/api/claim',
  '/api/payouts/with-account',
  '/api/task-reports/with-account',
  '/api/platforms/{slug}/review/with-account',
  '/api/incidents/with-account',
  '/api/forum/threads/with-account',
  '/api/forum/threads/{id}/posts/with-account',
  '/api/notices',
  '/api/notices/status',
  '/api/replies',
  '/api/domains/code',
  '/api/domains/check',
  '/api/disputes',
  '/api/mail/confirm',
  '/api/mail/end',
];

/** Name of the security scheme. */
export const SESSION_SCHEME = 'session';
const SESSION = { [SESSION_SCHEME]: [] };
const NOBODY = {};

export type Security = readonly Readonly<Record<string, readonly never[]>>[];

/** The path of a route as OpenAPI writes it: `/api/tasks/:id` is `/api/tasks/{id}`. */
export function describedPath(url: string): string {
  return url.replaceAll(/:(\w+)(?:\([^)]*\))?/g, '{$1}');
}

/**
 * The name of an operation, by its method and path: `GET /api/platforms/:slug/reviews` is
 * `getPlatformsBySlugReviews`. A client's function has it, so it changes with the path alone.
 */
export function operationIdOf(method: string, url: string): string {
  const words = describedPath(url)
    .replaceAll(/\{(\w+)\}/g, 'by-$1')
    .split(/[^0-9A-Za-z]+/)
    .filter((word, index) => word !== '' && !(index === 1 && word === 'api'));
  return method.toLowerCase() + words.map(capitalize).join('');
}

export function capitalize(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

/** Who may ask: nobody's cookie is read, a member alone, or anybody, members being told more. */
export function securityOf(method: string, url: string, anonymous: boolean): Security {
  if (anonymous) return [];
  if (method === 'GET') {
    return MEMBERS_ONLY_PATHS.test(url) || url.startsWith('/files/private/')
      ? [SESSION]
      : [NOBODY, SESSION];
  }
  return VISITOR_WRITES.includes(describedPath(url)) ? [NOBODY, SESSION] : [SESSION];
}
