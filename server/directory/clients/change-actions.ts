import type { z } from 'zod/mini';
import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { requireFound, fieldError } from '#server/core/errors.ts';
import { resolvePlatform } from '#server/directory/platforms/resolve-platform.ts';
import { applyOrPropose } from '#server/identity/two-person-approval/apply-or-propose.ts';
import type { ChangeRequest } from '#server/identity/two-person-approval/change-kind.ts';
import type { CLIENT_CHANGE_KINDS as CLIENT_ACT_NAMES } from '#shared/identity/two-person-approval.ts';
import type {
  addClientIdentityBody,
  addClientNameBody,
  assignTaskBody,
  mergeClientsBody,
  renameClientBody,
  splitClientBody,
  undoClientChangeBody,
} from '#shared/directory/clients.ts';
import { PROPOSABLE_CLIENT_CHANGES } from './proposed-changes.ts';
import {
  loadClientBySlug,
  lockClientChanges,
  resolveClient,
  loadRootClientSlug,
} from './find-client.ts';
import { parseClientName, requireClientRight, requireNotAPersonTick } from './rules.ts';

/**
 * Result of a change: the slug of the client that shows it; and `act`, the id of the proposal where a
 * second member has to confirm it, null where the change is applied.
 */
export type ClientChangeResult = { slug: string; act: string | null };

/** Adds an alias of a client. */
export async function addClientName(
  tx: Db,
  viewer: Viewer,
  slug: string,
  input: z.infer<typeof addClientNameBody>,
  now: Date,
): Promise<ClientChangeResult> {
  requireNotAPersonTick(input.notAPerson);
  const plan = async (): Promise<Payload> => ({ name: input.name });
  return changeClient(tx, viewer, slug, { kind: 'add-client-name', input, plan }, now);
}

/** Adds a platform's id of a client. */
export async function addClientIdentity(
  tx: Db,
  viewer: Viewer,
  slug: string,
  input: z.infer<typeof addClientIdentityBody>,
  now: Date,
): Promise<ClientChangeResult> {
  const plan = async (): Promise<Payload> => {
    const { id: platformId } = await resolvePlatform(tx, input.platform);
    return { platformId, externalId: input.externalId };
  };
  return changeClient(tx, viewer, slug, { kind: 'add-client-id', input, plan }, now);
}

/** Renames a client; the old name remains as an alias. */
export async function renameClient(
  tx: Db,
  viewer: Viewer,
  slug: string,
  input: z.infer<typeof renameClientBody>,
  now: Date,
): Promise<ClientChangeResult> {
  requireNotAPersonTick(input.notAPerson);
  const plan = async (): Promise<Payload> => ({ name: input.name });
  return changeClient(tx, viewer, slug, { kind: 'rename-client', input, plan }, now);
}

/** Merges another client into this one. */
export async function mergeClients(
  tx: Db,
  viewer: Viewer,
  slug: string,
  input: z.infer<typeof mergeClientsBody>,
  now: Date,
): Promise<ClientChangeResult> {
  const plan = async (): Promise<Payload> => ({
    other: (await resolveClient(tx, input.other, 'other')).id,
  });
  return changeClient(tx, viewer, slug, { kind: 'join-clients', input, plan }, now);
}

/**
 * Splits names, ids and tasks off a client into a new one. Undoing a split merges the new client back,
 * which keeps what was posted about it.
 */
export async function splitClient(
  tx: Db,
  viewer: Viewer,
  slug: string,
  input: z.infer<typeof splitClientBody>,
  now: Date,
): Promise<ClientChangeResult> {
  requireNotAPersonTick(input.notAPerson);
  const { name, names, identities, tasks } = input;
  const plan = async (): Promise<Payload> => ({ name, names, identities, tasks });
  return changeClient(tx, viewer, slug, { kind: 'split-client', input, plan }, now);
}

/** Assigns a task to a client, created where it is new; or unassigns it. */
export async function assignTaskToClient(
  tx: Db,
  viewer: Viewer,
  taskId: string,
  input: z.infer<typeof assignTaskBody>,
  now: Date,
): Promise<{ id: string; act: string | null }> {
  requireClientRight(viewer, 'change');
  const named = input.client !== undefined || input.externalId !== undefined;
  if (named === input.detach) throw fieldError('client', named ? 'contradicts' : 'required');
  if (named) requireNotAPersonTick(input.notAPerson);
  return runIdempotently(tx, viewer.id, input, now, async () => {
    await countDailyUse(tx, viewer.id, 'correction', now);
    if (input.client !== undefined) parseClientName(input.client, 'client');
    const asked = {
      subjectId: taskId,
      rule: null,
      reason: input.reason ?? '',
      payload: { name: input.client ?? null, externalId: input.externalId ?? null },
    };
    const act = await applyOrPropose(
      tx,
      PROPOSABLE_CLIENT_CHANGES['attach-task'],
      viewer,
      asked,
      now,
    );
    return { id: taskId, act };
  });
}

/**
 * Undoes a change by applying its inverse.
 * @throws AppError conflict where it is already undone, or one of its objects was changed since.
 */
export async function undoClientChange(
  tx: Db,
  viewer: Viewer,
  id: string,
  input: z.infer<typeof undoClientChangeBody>,
  now: Date,
): Promise<ClientChangeResult> {
  requireClientRight(viewer, 'change');
  return runIdempotently(tx, viewer.id, input, now, async () => {
    await countDailyUse(tx, viewer.id, 'correction', now);
    await lockClientChanges(tx);
    const revision = requireFound(await tx.clientRevision.findUnique({ where: { id } }));
    const subjectId = requireFound(revision.clientIds[0]);
    const asked = { subjectId, rule: null, reason: input.reason, payload: { revision: id } };
    const act = await applyOrPropose(
      tx,
      PROPOSABLE_CLIENT_CHANGES['undo-client-change'],
      viewer,
      asked,
      now,
    );
    return { slug: input.client ?? (await loadRootClientSlug(tx, subjectId)), act };
  });
}

type Payload = NonNullable<ChangeRequest['payload']>;

/**
 * Applies one change to the client at a slug: rate-limited, serialised, and kept in the history with
 * its reason.
 */
async function changeClient(
  tx: Db,
  viewer: Viewer,
  slug: string,
  {
    kind,
    input,
    plan,
  }: {
    kind: (typeof CLIENT_ACT_NAMES)[number];
    input: { reason: string; _key?: string | undefined };
    plan: () => Promise<Payload>;
  },
  now: Date,
): Promise<ClientChangeResult> {
  requireClientRight(viewer, 'change');
  return runIdempotently(tx, viewer.id, input, now, async () => {
    await countDailyUse(tx, viewer.id, 'correction', now);
    await lockClientChanges(tx);
    const client = await loadClientBySlug(tx, slug);
    const asked = {
      subjectId: client.id,
      rule: null,
      reason: input.reason,
      payload: await plan(),
    };
    const act = await applyOrPropose(tx, PROPOSABLE_CLIENT_CHANGES[kind], viewer, asked, now);
    return { slug: client.slug, act };
  });
}
