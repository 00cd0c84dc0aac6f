import {
  incidentsResponse,
  ownIncidentsResponse,
  type IncidentsResponse,
  type OwnIncident,
} from '#shared/evidence/incidents.ts';
import type { TestApp } from '#tests/support/app.ts';

/** The id of nothing. */
export const UNKNOWN_ID = '000000000000';

/** What everybody, or the member of the cookie, reads. */
export async function readIncidents(
  site: TestApp,
  slug: string,
  cookie?: string,
  before?: string | null,
): Promise<IncidentsResponse> {
  const query = before ? `&before=${before}` : '';
  const response = await site.get(`/api/incidents?platform=${slug}${query}`, cookie);
  return incidentsResponse.parse(response.json());
}

/** What a member reads of her own. */
export async function readOwnIncidents(site: TestApp, cookie: string): Promise<OwnIncident[]> {
  const response = await site.get('/api/me/incidents', cookie);
  return ownIncidentsResponse.parse(response.json()).incidents;
}
