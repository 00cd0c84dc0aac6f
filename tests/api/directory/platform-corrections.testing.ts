import { expect } from 'vitest';
import {
  revisionsResponse,
  type PlatformRevision,
} from '#shared/directory/platform-corrections.ts';
import { platformResponse, type PlatformResponse } from '#shared/directory/platforms.ts';
import type { TestApp } from '#tests/support/app.ts';
import type { TestMember } from '#tests/support/factories.ts';

export const CORRECTION_SOURCE = 'https://example.org/faq';

/** What everybody reads of a platform. */
export async function readPlatform(site: TestApp, slug: string): Promise<PlatformResponse> {
  return platformResponse.parse((await site.get(`/api/platforms/${slug}`)).json());
}

/** Corrects facts as `by`, a visitor where it is null. */
export async function correctPlatformAs(
  site: TestApp,
  by: TestMember | null,
  slug: string,
  body: Record<string, unknown>,
): Promise<{ status: number; error: unknown }> {
  const path = `/api/platforms/${slug}/corrections`;
  const response = await site.post(path, { source: CORRECTION_SOURCE, ...body }, by?.cookie);
  return { status: response.statusCode, error: response.json<{ error?: unknown }>().error };
}

/** The corrections of a platform as everybody, or the member of the cookie, reads them. */
export async function readPlatformRevisions(
  site: TestApp,
  slug: string,
  cookie?: string,
): Promise<PlatformRevision[]> {
  const response = await site.get(`/api/platforms/${slug}/revisions`, cookie);
  expect(response.statusCode).toBe(200);
  return revisionsResponse.parse(response.json()).revisions;
}

/** The one correction of a platform. */
export async function readOnlyRevision(site: TestApp, slug: string): Promise<PlatformRevision> {
  const [revision, ...rest] = await readPlatformRevisions(site, slug);
  if (revision === undefined || rest.length > 0) throw new Error('not one revision');
  return revision;
}
