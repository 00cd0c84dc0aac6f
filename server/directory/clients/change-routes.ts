import { z } from 'zod/mini';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import type { BaseDeps } from '#server/http/deps.ts';
import { answerWrite } from '#server/http/forms.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import {
  addClientIdentityBody,
  addClientNameBody,
  assignTaskBody,
  mergeClientsBody,
  renameClientBody,
  splitClientBody,
  undoClientChangeBody,
} from '#shared/directory/clients.ts';
import { id, slug } from '#shared/core/form-fields.ts';
import {
  addClientIdentity,
  addClientName,
  assignTaskToClient,
  mergeClients,
  renameClient,
  splitClient,
  type ClientChangeResult,
  undoClientChange,
} from './change-actions.ts';

/** An action that changes one client. */
type Change<Body> = (
  tx: Db,
  viewer: Viewer,
  slug: string,
  input: Body,
  now: Date,
) => Promise<ClientChangeResult>;

/** Routes for changing client records. Each change has a history entry and can be undone. */
export function registerClientChanges(app: Server, deps: BaseDeps): void {
  const { database, clock } = deps;

  function registerChange<Body extends z.ZodMiniType>(
    path: string,
    summary: string,
    body: Body,
    act: Change<z.infer<Body>>,
  ): void {
    const params = z.object({ slug });
    app.post(
      `/api/clients/:slug/${path}`,
      writes(summary, { params, body }),
      async (request, reply) => {
        const viewer = requireSignedIn(request);
        const input = request.body as z.infer<Body>;
        const made = await database.prisma.$transaction((tx) =>
          act(tx, viewer, (request.params as { slug: string }).slug, input, clock()),
        );
        const parameters = { slug: made.slug };
        const shown = { page: 'clientHistory', parameters, done: 'changed' } as const;
        return answerWrite(request, reply, proposed(made) ?? shown);
      },
    );
  }

  registerChange('names', 'Add a name that a client is known by', addClientNameBody, addClientName);
  registerChange(
    'identities',
    'Add a platform’s id for a client',
    addClientIdentityBody,
    addClientIdentity,
  );
  registerChange(
    'name',
    'Rename a client; its old name still finds it',
    renameClientBody,
    renameClient,
  );
  registerChange('join', 'Join another client to this one', mergeClientsBody, mergeClients);
  registerChange(
    'split',
    'Give names, ids and tasks to a new client',
    splitClientBody,
    splitClient,
  );

  const postAsMember = createPostAsMember(app, database.prisma, clock);

  postAsMember(
    '/api/tasks/:id/client',
    writes('Attach a task to a client, or take it from the one it has', {
      params: z.object({ id }),
      body: assignTaskBody,
    }),
    (tx, viewer, request, now) =>
      assignTaskToClient(tx, viewer, request.params.id, request.body, now),
    (made) => {
      const shown = { page: 'task', parameters: { id: made.id }, done: 'client-attached' } as const;
      return proposed(made) ?? shown;
    },
  );

  app.post(
    '/api/client-revisions/:id/undo',
    writes('Undo a change of a client; members only', {
      params: z.object({ id }),
      body: undoClientChangeBody,
    }),
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const made = await database.prisma.$transaction((tx) =>
        undoClientChange(tx, viewer, request.params.id, request.body, clock()),
      );
      const parameters = { slug: made.slug };
      const shown = { page: 'clientHistory', parameters, done: 'undone' } as const;
      return answerWrite(request, reply, proposed(made) ?? shown);
    },
  );
}

/**
 * Response with the proposal where the change waits for a second member; null where it is already
 * applied.
 */
function proposed({ act }: Pick<ClientChangeResult, 'act'>) {
  if (act === null) return null;
  return { page: 'act', parameters: { id: act }, id: act, done: 'proposed' } as const;
}
