import { clientResponse } from '#shared/directory/clients.ts';
import type { NamedParty } from '#shared/core/named-party.ts';
import { platformResponse } from '#shared/directory/platforms.ts';
import {
  offerableResponse,
  replyTarget,
  replySubject,
  type OfferableBoycott,
  type ReplyTarget,
} from '#shared/governance/right-of-reply.ts';
import type { Api } from '#web/in-process-api.ts';

type Query = Readonly<Record<string, string>>;

/**
 * The subject or page to reply to, as the address names it: `?sujet=` a subject, `?plateforme=` or
 * `?client=` a page.
 */
export async function loadReplyTarget(api: Api, query: Query): Promise<ReplyTarget | null> {
  const subject = replySubject.safeParse(query['sujet']);
  if (subject.success) {
    const search = new URLSearchParams({ subject: subject.data });
    return api.get(`/api/replies/place?${search}`, replyTarget);
  }
  const about = await loadPlatformOrClientOfQuery(api, query);
  return about === null ? null : { about, subject: null, said: null };
}

/** Boycotts that the replying party could offer to end. */
export async function loadOfferableBoycotts(
  api: Api,
  { about, subject }: ReplyTarget,
): Promise<OfferableBoycott[]> {
  const query = subject === null ? { [about.kind]: about.slug } : { subject };
  const search = new URLSearchParams(query);
  return (await api.get(`/api/replies/offers?${search}`, offerableResponse)).boycotts;
}

/** The platform or client of an address: `?plateforme=` or `?client=`. */
export async function loadPlatformOrClientOfQuery(
  api: Api,
  { plateforme, client }: Query,
): Promise<NamedParty | null> {
  if (client !== undefined) {
    const found = await api.get(`/api/clients/${encodeURIComponent(client)}`, clientResponse);
    return { kind: 'client', slug: found.slug, name: found.name };
  }
  if (plateforme === undefined) return null;
  const found = await api.get(`/api/platforms/${encodeURIComponent(plateforme)}`, platformResponse);
  return { kind: 'platform', slug: found.slug, name: found.name };
}
