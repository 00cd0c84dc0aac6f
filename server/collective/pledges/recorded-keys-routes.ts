import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { answers } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { id } from '#shared/core/form-fields.ts';
import { recordedKeysResponse } from '#shared/collective/recorded-keys.ts';
import { findRecordedKeys } from './recorded-keys.ts';

export function registerRecordedKeys(app: Server, { database }: BaseDeps): void {
  app.get(
    '/api/boycotts/:id/key-act',
    {
      config: { anonymous: true },
      ...answers('What opens the leaf of the public record that tells the keys of a boycott', {
        params: z.object({ id }),
        answer: recordedKeysResponse,
      }),
    },
    ({ params }) => database.prisma.$transaction((tx) => findRecordedKeys(tx, params.id)),
  );
}
