import { dayToDate, type Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { fieldError } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import { today } from '#shared/core/days.ts';
import { foldName } from '#shared/core/text.ts';
import type { ClientMove } from '#shared/directory/client-moves.ts';
import { chooseUnusedSlug } from './find-or-create-client.ts';
import type { FoundClient } from './find-client.ts';
import { parseClientName, clientSlugCandidates } from './rules.ts';

type Part = { id: string; clientId: string };

type Asked = {
  readonly name: string;
  readonly names: readonly string[];
  readonly identities: readonly string[];
  readonly tasks: readonly string[];
};

/** Creates the new client of a split, and returns the moves of names, ids and tasks to it. */
export async function planClientSplit(
  tx: Db,
  { id: root, name: shown }: FoundClient,
  input: Asked,
  now: Date,
): Promise<ClientMove[]> {
  const { text, key } = parseClientName(input.name, 'name');
  const names = await loadNames(tx, root, input.names);
  const identities = await loadIdentities(tx, root, input.identities);
  const tasks = await loadTasks(tx, root, input.tasks);
  if (names.length + identities.length + tasks.length === 0) {
    throw fieldError('name', 'nothing-chosen');
  }
  if (names.some((name) => name.key === (foldName(shown) || shown))) {
    throw fieldError('names', 'own-name');
  }
  const fresh = await createEmpty(tx, root, text, now);
  return [
    { what: 'client', id: fresh, from: root, to: fresh },
    // Merged clients may share a name: the new client gets it once.
    ...names.map(({ id, clientId, text: alias, key: called }, index): ClientMove => {
      const again = names.findIndex((other) => other.key === called) < index;
      return { what: 'name', id, from: clientId, to: again ? null : fresh, text: alias };
    }),
    ...(names.some((name) => name.key === key)
      ? []
      : [{ what: 'name', id: randomId(), from: null, to: fresh, text } as const]),
    ...identities.map(({ id, clientId, platformId, externalId }): ClientMove => {
      return { what: 'identity', id, from: clientId, to: fresh, platformId, externalId };
    }),
    ...tasks.map(({ id, clientId }): ClientMove => ({
      what: 'task',
      id,
      from: clientId,
      to: fresh,
    })),
  ];
}

/** Creates the client as part of the old one, so that the split itself is a move. */
async function createEmpty(tx: Db, root: string, name: string, now: Date): Promise<string> {
  const id = randomId();
  const slug = await chooseUnusedSlug(tx, clientSlugCandidates(name));
  await tx.client.create({
    data: { id, slug, name, rootId: root, createdOn: dayToDate(today(now)) },
  });
  return id;
}

function loadNames(
  tx: Db,
  root: string,
  ids: readonly string[],
): Promise<(Part & { text: string; key: string })[]> {
  return tx.sql(
    statement(
      { id: col.text, clientId: col.text, text: col.text, key: col.text },
      `SELECT n.id, n.client_id AS "clientId", n.text, n.key FROM client c
       JOIN client_name n ON n.client_id = c.id
      WHERE c.root_id = $1 AND n.id = ANY($2) ORDER BY n.key, n.id`,
    ),
    [root, ids],
  );
}

function loadIdentities(
  tx: Db,
  root: string,
  ids: readonly string[],
): Promise<(Part & { platformId: string; externalId: string })[]> {
  return tx.sql(
    statement(
      { id: col.text, clientId: col.text, platformId: col.text, externalId: col.text },
      `SELECT i.id, i.client_id AS "clientId", i.platform_id AS "platformId",
            i.external_id AS "externalId" FROM client c
       JOIN client_identity i ON i.client_id = c.id
      WHERE c.root_id = $1 AND i.id = ANY($2) ORDER BY i.id`,
    ),
    [root, ids],
  );
}

function loadTasks(tx: Db, root: string, ids: readonly string[]): Promise<Part[]> {
  return tx.sql(
    statement(
      { id: col.text, clientId: col.text },
      `SELECT t.id, t.client_id AS "clientId" FROM client c JOIN task t ON t.client_id = c.id
      WHERE c.root_id = $1 AND t.id = ANY($2) AND t.last_report_at IS NOT NULL ORDER BY t.id`,
    ),
    [root, ids],
  );
}
