import { boycottResponse, type BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import type { Api } from '#web/in-process-api.ts';
import type { Request } from '#web/page.ts';
import { boycottApiPath } from './api-paths.ts';

export type BoycottFormData = {
  readonly boycott: BoycottResponse;
};

/** The boycott of the address, with an idempotency key for a form about it. */
export async function loadBoycott(
  api: Api,
  { parameters }: Pick<Request, 'parameters'>,
): Promise<BoycottFormData> {
  return {
    boycott: await api.get(boycottApiPath(parameters['id'] ?? ''), boycottResponse),
  };
}
