import type { FastifyInstance } from 'fastify';
import type { Deps } from '#server/deps.ts';
import type { Sessions } from './sessions.ts';

export function registerAccounts(
  _server: FastifyInstance,
  _deps: Deps,
  _sessions: Sessions,
): void {}
