import type { FastifyInstance } from 'fastify';
import type { Deps } from '#server/deps.ts';

export function registerSearch(_server: FastifyInstance, _deps: Deps): void {}
