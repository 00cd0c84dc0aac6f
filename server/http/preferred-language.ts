import type { FastifyRequest } from 'fastify';
import { isLanguage, type Language } from '#shared/core/languages.ts';

/** The language of a request: French unless the member or the browser prefers English. */
export function preferredLanguage(request: FastifyRequest): Language {
  if (request.viewer !== null) return request.viewer.language;
  const accepted = request.headers['accept-language'] ?? '';
  const first = accepted
    .split(',')
    .map((part) => part.trim().slice(0, 2).toLowerCase())
    .find(isLanguage);
  return first ?? 'fr';
}
