import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { dayToDate, type Db } from '#server/database/db.ts';
import { fieldError } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import { resolvePlatform } from '#server/directory/platforms/resolve-platform.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import type { AddClient } from '#shared/directory/clients.ts';
import { today } from '#shared/core/days.ts';
import { foldName } from '#shared/core/text.ts';
import { applyClientChange } from './apply-change.ts';
import { refreshClientFigures } from './refresh-client-figures.ts';
import {
  findClientByIdentity,
  findClientByName,
  lockClientChanges,
  loadRootClientSlug,
} from './find-client.ts';
import {
  ID_CHARACTERS_SHOWN,
  looksLikeAccountId,
  clientNameFromId,
  parseExternalId,
  parseClientName,
  requireClientRight,
  requireNotAPersonTick,
  clientSlugCandidates,
} from './rules.ts';

type NewClient = {
  readonly name: string;
  readonly platformId?: string;
  readonly externalId?: string | null;
  /** Whether a report created the client, rather than a member by hand. */
  readonly reported?: boolean;
};

/** A client as a report names it, on its platform. */
export type NamedClient = {
  readonly platformId: string;
  readonly name: string | null;
  readonly externalId: string | null;
};

/**
 * Finds the client that a task report names; null where it names none that is known. Creates none: only
 * the name that several members gave becomes public.
 * @throws AppError bad-input for a name or id that no client can have.
 */
export async function findReportedClient(
  tx: Db,
  { platformId, ...named }: NamedClient,
): Promise<string | null> {
  const name = named.name === null ? null : parseClientName(named.name, 'client');
  const externalId =
    named.externalId === null ? null : parseExternalId(named.externalId, 'clientId');
  if (name === null && externalId === null) return null;
  const known = await findNamed(tx, platformId, name?.key ?? null, externalId);
  if (known === null && name === null) requireAccountId(externalId ?? '');
  return known?.id ?? null;
}

/**
 * Finds or creates the client that an incident, or enough task reports, name; null where it names none. Looks up
 * the platform's id for it first, else the exact name on the platform. A client with this name but a
 * different id is another client.
 */
export async function findOrCreateReportedClient(
  tx: Db,
  memberId: string | null,
  named: NamedClient,
  now: Date,
): Promise<string | null> {
  const { platformId } = named;
  const name = named.name === null ? null : parseClientName(named.name, 'client');
  const externalId =
    named.externalId === null ? null : parseExternalId(named.externalId, 'clientId');
  if (name === null && externalId === null) return null;
  const find = (): Promise<Known | null> =>
    findNamed(tx, platformId, name?.key ?? null, externalId);
  const known = await find();
  if (known !== null && !known.newId) return known.id;
  // Serialises reports, so that two concurrent ones create a client only once.
  await lockClientChanges(tx);
  const since = await find();
  if (since === null) {
    const text = name?.text ?? (await nameFromId(tx, platformId, externalId ?? ''));
    const client = { platformId, name: text, externalId, reported: true };
    return (await createClient(tx, client, now)).id;
  }
  if (since.newId && externalId !== null) {
    await learnIdentity(tx, memberId, since.id, { platformId, externalId }, now);
  }
  return since.id;
}

/**
 * Name for a client known only by its id: the shortest prefix of the id that is unique on the platform.
 * @throws AppError bad-input where the id does not look like an account id and may name a person: a
 * name is required.
 */
async function nameFromId(tx: Db, platformId: string, externalId: string): Promise<string> {
  requireAccountId(externalId);
  for (let shown = ID_CHARACTERS_SHOWN; ; shown += 1) {
    const name = clientNameFromId(externalId, shown);
    const taken = await findClientByName(tx, platformId, foldName(name));
    if (taken === null || shown >= externalId.length) return name;
  }
}

function requireAccountId(externalId: string): void {
  if (!looksLikeAccountId(externalId)) throw fieldError('client', 'required');
}

/** An existing client; `newId` where the report gives the id of a client known only by name. */
type Known = { id: string; newId: boolean };

async function findNamed(
  tx: Db,
  platformId: string,
  key: string | null,
  externalId: string | null,
): Promise<Known | null> {
  const own = externalId === null ? null : await findClientByIdentity(tx, platformId, externalId);
  if (own !== null) return { id: own, newId: false };
  const called = key === null ? null : await findClientByName(tx, platformId, key);
  if (called === null) return null;
  if (externalId === null) return { id: called.id, newId: false };
  return called.known ? null : { id: called.id, newId: true };
}

/** Stores the id that a report gives for a client known only by name. */
async function learnIdentity(
  tx: Db,
  memberId: string | null,
  clientId: string,
  identity: { platformId: string; externalId: string },
  now: Date,
): Promise<void> {
  const moves = [
    { what: 'identity', id: randomId(), from: null, to: clientId, ...identity } as const,
  ];
  await applyClientChange(tx, memberId, { kind: 'identity-added', moves, reason: '' }, now);
}

/**
 * Adds a client by hand, on a platform where it posts tasks.
 * @throws AppError bad-input where the name or id is taken there, with the path of that client.
 */
export async function addClient(
  tx: Db,
  viewer: Viewer,
  input: AddClient,
  now: Date,
): Promise<{ id: string; slug: string }> {
  requireClientRight(viewer, 'change');
  requireNotAPersonTick(input.notAPerson);
  return runIdempotently(tx, viewer.id, input, now, async () => {
    await countDailyUse(tx, viewer.id, 'client', now);
    const name = parseClientName(input.name, 'name');
    const identity = await readIdentity(tx, input);
    await lockClientChanges(tx);
    if (identity !== null) {
      const taken = await findClientByIdentity(tx, identity.platformId, identity.externalId);
      if (taken !== null)
        throw fieldError('externalId', 'taken', await loadRootClientSlug(tx, taken));
    }
    const called = await findClientByName(tx, identity?.platformId ?? null, name.key);
    if (called !== null && (identity === null || !called.known)) {
      throw fieldError('name', 'taken', await loadRootClientSlug(tx, called.id));
    }
    return createClient(tx, { ...identity, name: name.text }, now);
  });
}

async function readIdentity(
  tx: Db,
  input: AddClient,
): Promise<{ platformId: string; externalId: string } | null> {
  if (input.externalId === undefined) return null;
  if (input.platform === undefined) throw fieldError('platform', 'required');
  const platform = await resolvePlatform(tx, input.platform);
  const externalId = parseExternalId(input.externalId, 'externalId');
  return { platformId: platform.id, externalId };
}

async function createClient(
  tx: Db,
  client: NewClient,
  now: Date,
): Promise<{ id: string; slug: string }> {
  const { name, platformId, externalId, reported = false } = client;
  const id = randomId();
  const slug = await chooseUnusedSlug(tx, clientSlugCandidates(name));
  await tx.client.create({
    data: {
      id,
      slug,
      name,
      rootId: id,
      reported,
      createdOn: dayToDate(today(now)),
      names: { create: { id: randomId(), text: name, key: foldName(name) } },
    },
  });
  if (platformId !== undefined && typeof externalId === 'string') {
    await tx.clientIdentity.create({
      data: { id: randomId(), clientId: id, platformId, externalId },
    });
  }
  await appendEntry(tx, now, { kind: 'client-added', subject: `client/${id}` });
  await refreshClientFigures(tx, id, now);
  return { id, slug };
}

/** A slug that no client uses; merged clients keep theirs. */
export async function chooseUnusedSlug(
  tx: Db,
  choice: (attempt: number) => string,
): Promise<string> {
  for (let attempt = 0; ; attempt += 1) {
    const slug = choice(attempt);
    if ((await tx.client.count({ where: { slug } })) === 0) return slug;
  }
}
