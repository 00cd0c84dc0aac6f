import type { FastifyInstance } from 'fastify';
import type { Deps } from '#server/deps.ts';

export function registerForum(_server: FastifyInstance, _deps: Deps): void {}
