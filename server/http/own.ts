import type { FastifyRequest } from 'fastify';
import type { Inserted, PageViewer } from '#web/page.ts';
import type { Viewer } from './viewer.ts';

/** What of an answer is a member's own; all else in it is the same for everybody. */
export type Own<Variant = unknown, Fields = Readonly<Record<string, unknown>>> = {
  /** JSON by which the answer differs. */
  readonly variant: Variant;
  /** Values of which nearly each member has her own: a page inserts them after it was drawn. */
  readonly inserted?: Inserted;
  /** The same values as top-level fields of the JSON answer, appended to the kept one. */
  readonly fields?: Fields;
  /** Inbox items of hers were marked as read by reading it. */
  readonly hasMarkedRead?: boolean;
  /** She may read what others may not: the answer is made for her alone. */
  readonly alone?: boolean;
};

/** Reads what of a route's answer is the viewer's own; null where the answer is an error. */
export type ReadOwn = (request: FastifyRequest, viewer: Viewer) => Promise<Own | null>;

declare module 'fastify' {
  interface FastifyRequest {
    /** What `readOwn` found, where an answer is made for all to whom the same applies. */
    own: Own | null;
    /** What `readOwn` found for the answers that a page loads, by their path. */
    owns: ReadonlyMap<string, Own | null> | null;
  }
  interface FastifyContextConfig {
    readOwn?: ReadOwn;
  }
}

/** What of the answer is the viewer's own, for the handler of a route with this `readOwn`; null for visitors. */
export async function ownOf<Variant, Fields>(
  request: FastifyRequest,
  readOwn: (request: FastifyRequest, viewer: Viewer) => Promise<Own<Variant, Fields> | null>,
): Promise<Own<Variant, Fields> | null> {
  if (request.own !== null) return request.own as Own<Variant, Fields>;
  const { viewer } = request;
  return viewer === null ? null : readOwn(request, viewer);
}

/** The viewer of an answer for many members: reading who she is throws, so that none can depend on it. */
export const VIEWER_OF_MANY: Viewer = {
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
  get established() {
    return refuse();
  },
};

/** The same for `Page.load`. */
export const PAGE_VIEWER_OF_MANY: PageViewer = {
  moderator: false,
  get mark() {
    return refuse();
  },
  get pseudonym() {
    return refuse();
  },
  get established() {
    return refuse();
  },
};

function refuse(): never {
  throw new Error('An answer for many members must not depend on one of them.');
}
