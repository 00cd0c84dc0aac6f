import type { FastifyInstance } from 'fastify';
import type { Deps } from '#server/deps.ts';
import { registerPreview } from './preview-route.ts';

export function registerForum(server: FastifyInstance, deps: Deps): void {
  registerPreview(server, deps);
}
