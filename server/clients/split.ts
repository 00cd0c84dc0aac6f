import type { z } from 'zod/mini';
import type { Viewer } from '#server/accounts/viewer.ts';
import { dateOf, sqlIn, type Db } from '#server/db.ts';
import { refuseField } from '#server/errors.ts';
import { newId } from '#server/ids.ts';
import type { splitBody } from '#shared/clients.ts';
import { today } from '#shared/days.ts';
import { foldName } from '#shared/text.ts';
import { freeSlug } from './actions.ts';
import { changeClient, newName } from './changes.ts';
import type { Move } from './moves.ts';
import { readName, requireTick, slugChoices } from './rules.ts';

type Part = { id: string; clientId: string };

/**
 * Takes names, ids and tasks out of a client and gives them to a new one. Undone, the new one is
 * joined to the old: what was said of it meanwhile is not lost.
 */
export async function splitClient(
  tx: Db,
  viewer: Viewer,
  slug: string,
  input: z.infer<typeof splitBody>,
  now: Date,
): Promise<{ slug: string }> {
  requireTick(input.notAPerson);
  return changeClient(tx, viewer, slug, input, now, async ({ id: root, name: shown }) => {
    const { text, key } = readName(input.name, 'name');
    const names = await loadNames(tx, root, input.names);
    const identities = await loadIdentities(tx, root, input.identities);
    const tasks = await loadTasks(tx, root, input.tasks);
    if (names.length + identities.length + tasks.length === 0) {
      throw refuseField('name', 'nothing-chosen');
    }
    if (names.some((name) => name.key === (foldName(shown) || shown))) {
      throw refuseField('names', 'own-name');
    }
    const fresh = await createEmpty(tx, root, text, now);
    const moves: Move[] = [
      { what: 'client', id: fresh, from: root, to: fresh },
      // Two that were joined may both be called so: the new client is called so once.
      ...names.map(({ id, clientId, text: alias, key: called }, index): Move => {
        const again = names.findIndex((other) => other.key === called) < index;
        return { what: 'name', id, from: clientId, to: again ? null : fresh, text: alias };
      }),
      ...(names.some((name) => name.key === key) ? [] : [newName(fresh, text)]),
      ...identities.map(({ id, clientId, platformId, externalId }): Move => {
        return { what: 'identity', id, from: clientId, to: fresh, platformId, externalId };
      }),
      ...tasks.map(({ id, clientId }): Move => ({ what: 'task', id, from: clientId, to: fresh })),
    ];
    return { kind: 'split', moves };
  });
}

/** The new client, for one moment a part of the old one, so that the split is what moves it. */
async function createEmpty(tx: Db, root: string, name: string, now: Date): Promise<string> {
  const id = newId();
  const slug = await freeSlug(tx, slugChoices(name));
  await tx.client.create({
    data: { id, slug, name, rootId: root, createdOn: dateOf(today(now)) },
  });
  return id;
}

function loadNames(
  tx: Db,
  root: string,
  ids: readonly string[],
): Promise<(Part & { text: string; key: string })[]> {
  return sqlIn(tx)(
    `SELECT n.id, n.client_id AS "clientId", n.text, n.key FROM client c
       JOIN client_name n ON n.client_id = c.id
      WHERE c.root_id = $1 AND n.id = ANY($2) ORDER BY n.key, n.id`,
    [root, ids],
  );
}

function loadIdentities(
  tx: Db,
  root: string,
  ids: readonly string[],
): Promise<(Part & { platformId: string; externalId: string })[]> {
  return sqlIn(tx)(
    `SELECT i.id, i.client_id AS "clientId", i.platform_id AS "platformId",
            i.external_id AS "externalId" FROM client c
       JOIN client_identity i ON i.client_id = c.id
      WHERE c.root_id = $1 AND i.id = ANY($2) ORDER BY i.id`,
    [root, ids],
  );
}

function loadTasks(tx: Db, root: string, ids: readonly string[]): Promise<Part[]> {
  return sqlIn(tx)(
    `SELECT t.id, t.client_id AS "clientId" FROM client c JOIN task t ON t.client_id = c.id
      WHERE c.root_id = $1 AND t.id = ANY($2) ORDER BY t.id`,
    [root, ids],
  );
}
