import {
  signingStateOf,
  signingTalliesResponse,
  type SigningState,
  type SignedKind,
} from '#shared/evidence/attribution.ts';
import type { Api } from '#web/in-process-api.ts';
import type { PageViewer } from '#web/page.ts';

/** Loads how a member's pieces of a kind on a platform are signed, without the one that she edits. */
export async function loadSigningOfOtherPosts(
  api: Api,
  viewer: PageViewer | null,
  kind: SignedKind,
  { slug, own = null }: { slug: string; own?: { readonly signed: boolean } | null },
): Promise<SigningState | null> {
  if (viewer === null) return null;
  const address = `/api/me/signing?platform=${encodeURIComponent(slug)}`;
  const { signed, unsigned } = (await api.get(address, signingTalliesResponse))[kind];
  return signingStateOf({
    signed: signed - Number(own?.signed === true),
    unsigned: unsigned - Number(own?.signed === false),
  });
}
