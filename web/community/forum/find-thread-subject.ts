import { clientResponse } from '#shared/directory/clients.ts';
import { id, slug } from '#shared/core/form-fields.ts';
import type { ThreadSubject } from '#shared/community/forum.ts';
import type { CardKind } from '#shared/community/live-cards.ts';
import { publishedProof } from '#shared/evidence/proofs.ts';
import { platformResponse } from '#shared/directory/platforms.ts';
import { taskResponse } from '#shared/evidence/tasks.ts';
import type { Api } from '#web/in-process-api.ts';
import { SUBJECT_PARAMETERS } from './page-addresses.ts';

/**
 * The subject of a new thread, from its address; null without one.
 * @throws the API's error when it does not exist.
 */
export async function findThreadSubject(
  api: Api,
  query: Readonly<Record<string, string>>,
): Promise<ThreadSubject | null> {
  const platform = slug.safeParse(query[SUBJECT_PARAMETERS.platform]);
  if (platform.success)
    return named('platform', platform.data, await namePlatform(api, platform.data));
  const client = slug.safeParse(query[SUBJECT_PARAMETERS.client]);
  if (client.success) {
    const found = await api.get(`/api/clients/${client.data}`, clientResponse);
    return named('client', found.slug, found.name);
  }
  const task = id.safeParse(query[SUBJECT_PARAMETERS.task]);
  if (task.success) {
    const { title } = await api.get(`/api/tasks/${task.data}`, taskResponse);
    return named('task', task.data, title);
  }
  const proof = id.safeParse(query[SUBJECT_PARAMETERS.proof]);
  if (proof.success) {
    const found = await api.get(`/api/payouts/${proof.data}`, publishedProof);
    return named('proof', proof.data, found.platform.name);
  }
  return null;
}

async function namePlatform(api: Api, key: string): Promise<string> {
  return (await api.get(`/api/platforms/${key}`, platformResponse)).name;
}

function named(kind: CardKind, key: string, name: string): ThreadSubject {
  return { kind, key, name };
}
