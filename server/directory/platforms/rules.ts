import { getDomain } from 'tldts';
import type { Viewer } from '#server/http/viewer.ts';
import { AppError } from '#server/core/errors.ts';
import { hostOfAddress, foldName, toSlug } from '#shared/core/text.ts';

export type PlatformRights = { correct: boolean; report: boolean; decide: boolean };

/** Rights of a viewer on a platform: members report and correct, moderators decide. */
export function platformRights(viewer: Viewer | null): PlatformRights {
  const member = viewer !== null;
  return {
    correct: member,
    report: member,
    decide: viewer?.roles.includes('moderator') === true,
  };
}

/**
 * Checks a right of the viewer.
 * @throws AppError not-allowed where she lacks it.
 */
export function requirePlatformRight(viewer: Viewer, right: keyof PlatformRights): void {
  if (!platformRights(viewer)[right]) throw new AppError('not-allowed');
}

export type RevisionState = {
  readonly undone: boolean;
  /** Whether the fact still has the correction's value. */
  readonly holds: boolean;
  readonly mine: boolean;
  readonly disputedByMe: boolean;
};

/** Rights of a viewer on a correction. Its author can undo it, but not dispute it. */
export function revisionRights(
  viewer: Viewer | null,
  state: RevisionState,
): { undo: boolean; dispute: boolean } {
  const member = viewer !== null;
  return {
    undo: member && !state.undone && state.holds,
    dispute: member && !state.undone && !state.mine && !state.disputedByMe,
  };
}

// Path segments of other pages, which no platform may have as its slug.
const RESERVED_SLUGS: readonly string[] = ['ajouter', 'add', 'suggest', 'comparer', 'compare'];

/** Candidates for a platform's slug, in order of preference: from its name, else its domain. */
export function platformSlugCandidates(name: string, domain: string): (attempt: number) => string {
  const base = toSlug(name) || toSlug(domain);
  return (attempt) => {
    if (attempt > 0) return `${base}-${attempt + 1}`;
    return RESERVED_SLUGS.includes(base) ? `${base}-1` : base;
  };
}

/**
 * The registrable domain of a URL, in punycode; null where there is none, or where it is a public
 * suffix ("co.uk", "github.io").
 */
export function parseRegistrableDomain(typed: string): string | null {
  const domain = hostOfAddress(typed) ?? hostOfAddress(hostOf(typed.trim()));
  return domain !== null && getDomain(domain, { allowPrivateDomains: true }) !== null
    ? domain
    : null;
}

function hostOf(typed: string): string {
  const address = /^https?:\/\//i.test(typed) ? typed : `https://${typed}`;
  return URL.canParse(address) ? new URL(address).hostname : '';
}

/** The lookup key of a name, an alias or a link to another platform. */
export function platformNameKey(text: string): string {
  return foldName(hostOfAddress(text) ?? text);
}
