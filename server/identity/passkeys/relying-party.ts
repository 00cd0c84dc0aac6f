import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { AppError } from '#server/core/errors.ts';
import { siteOrigin } from '#server/http/origin-check.ts';

/** The site as WebAuthn names it: passkeys are bound to `id`, its host name. */
export type RelyingParty = { readonly id: string; readonly origin: string };

/**
 * The relying party at PUBLIC_URL. Null where WebAuthn has none: without TLS, at an IP address, and
 * without PUBLIC_URL, since whoever asks chooses the `Host`; `localhost` may go without both.
 */
export function findRelyingParty(
  publicUrl: string | null,
  request: FastifyRequest,
): RelyingParty | null {
  const origin = siteOrigin(publicUrl, request);
  const { hostname, protocol } = new URL(origin);
  if (hostname === 'localhost') return { id: hostname, origin };
  if (publicUrl === null || protocol !== 'https:') return null;
  const isAddress = isIP(hostname) !== 0 || hostname.startsWith('[');
  return isAddress ? null : { id: hostname, origin };
}

/** @throws AppError not-allowed where the site cannot have passkeys. */
export function requireRelyingParty(
  publicUrl: string | null,
  request: FastifyRequest,
): RelyingParty {
  const party = findRelyingParty(publicUrl, request);
  if (party === null) throw new AppError('not-allowed');
  return party;
}
