import type { FastifyRequest } from 'fastify';
import type { Viewer } from './viewer.ts';

/** What of an answer is a member's own; all else in it is the same for everybody. */
export type Own<Variant = unknown> = {
  /** JSON by which the answer differs. */
  readonly variant: Variant;
  /** How far she has read listed threads, by id: a page puts it in after it was drawn. */
  readonly lastRead?: Readonly<Record<string, number>>;
  /** She may read what others may not: the answer is made for her alone. */
  readonly alone?: boolean;
};

/** Reads what of a route's answer is the viewer's own; null where the answer is an error. */
export type ReadOwn = (request: FastifyRequest, viewer: Viewer) => Promise<Own | null>;

declare module 'fastify' {
  interface FastifyRequest {
    /** What `readOwn` found, where an answer is made for all to whom the same applies. */
    own: Own | null;
  }
  interface FastifyContextConfig {
    readOwn?: ReadOwn;
  }
}

/** What of the answer is the viewer's own, for the handler of a route with this `readOwn`; null for visitors. */
export async function ownOf<Variant>(
  request: FastifyRequest,
  readOwn: (request: FastifyRequest, viewer: Viewer) => Promise<Own<Variant> | null>,
): Promise<Own<Variant> | null> {
  if (request.own !== null) return request.own as Own<Variant>;
  const { viewer } = request;
  return viewer === null ? null : readOwn(request, viewer);
}

/**
 * A member of whom only this is known, as the viewer of an answer for many: reading who she is throws,
 * so that no answer can depend on it.
 */
export function viewerOfMany({ established }: Viewer): Viewer {
  const refuse = (): never => {
    throw new Error('An answer for many members must not depend on one of them.');
  };
  return {
    established,
    roles: [],
    get id() {
      return refuse();
    },
    get pseudonym() {
      return refuse();
    },
    get language() {
      return refuse();
    },
  };
}
