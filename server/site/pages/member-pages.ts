import { gunzipSync } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { countForHeader } from '#server/community/inbox/header-counts.ts';
import { createKeptValues } from '#server/database/changes/kept-values.ts';
import { addVaryHeader, negotiateEncoding } from '#server/http/compression.ts';
import {
  MOST_STORED_BYTES,
  compressPiece,
  joinPieces,
  makePieceNow,
  type GzipPiece,
} from '#server/http/gzip-pieces.ts';
import type { Own } from '#server/http/own.ts';
import type { PagesApi } from '#server/http/pages-api.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { SiteDeps } from '#server/site/deps.ts';
import type { OwnPart } from '#web/own-parts.tsx';
import type { Inserted, Page, PageContext, Redirect, Request } from '#web/page.ts';

/** What is the same on a page for all members to whom the same applies, compressed once. */
type KeptPage = {
  readonly pieces: readonly GzipPiece[];
  /** The own parts between the pieces. */
  readonly parts: readonly OwnPart[];
};

/** What a page says of a member beside what it is about. */
type OfMember = Pick<PageContext, 'askedClaims' | 'unread' | 'hers'>;

/**
 * Sends a page that is drawn once for all members; a Redirect where the page leads on, null where it
 * must be drawn for this one.
 */
export type SendMemberPage = (
  shown: { readonly page: Page<unknown>; readonly asked: Request; readonly context: PageContext },
  viewer: Viewer,
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<FastifyReply | Redirect | null>;

const MOST_BYTES = 32 * 1024 * 1024;
/** Own parts of so many pages are kept compressed: a member's name and face are on each of hers. */
const KEPT_PARTS = 2_000;
const MOST_KEPT_LENGTH = 2_048;
/** Bytes counted for each piece and the part after it, beside its own. */
const PIECE_BYTES = 400;

/**
 * Draws pages once for all members: what is the same for everybody and what applies to the member
 * (`Page.own`) is kept compressed until it changes, and her own parts are drawn and put in for each
 * request. The kept part is drawn by somebody who does not know who she is (`PagesApi.ofMembers`).
 */
export function createMemberPages(deps: SiteDeps, api: PagesApi): SendMemberPage {
  const { changes } = deps;
  if (changes == null) return async () => null;
  const compressPart = createPartCompressor();
  const keep = createKeptValues<KeptPage | Redirect>(changes, MOST_BYTES, sizeOf);
  return async ({ page, asked, context }, viewer, request, reply) => {
    const paths = viewer.roles.length > 0 ? null : (page.own?.(asked) ?? null);
    if (paths === null) return null;
    const [owns, ofMember] = await Promise.all([
      readOwns(api, request, viewer, paths),
      loadOfMember(deps, api, page, request, viewer),
    ]);
    if (owns === null) return null;
    const { Redirect, drawOwnParts, renderSharedPage } = await deps.view();
    const { path, theme, turbo, origin } = context;
    const variants = [...owns.values()].map(({ variant }) => variant);
    const key = JSON.stringify([path, theme, turbo, origin, variants]);
    const kept = await keep(key, async () => {
      const data = await page.load(api.ofMembers(request, onlyVariants(owns)), {
        ...asked,
        viewer: null,
      });
      if (data instanceof Redirect) return data;
      const { texts, parts } = renderSharedPage(page, data, context, deps.assets);
      return { pieces: await Promise.all(texts.map(compressPiece)), parts };
    });
    if (kept instanceof Redirect) return kept;
    const shown = { ...context, ...ofMember, inserted: insertedBy(owns) };
    if ([...owns.values()].some(({ hasMarkedRead }) => hasMarkedRead)) {
      Object.assign(shown, await countForHeader(deps.database.sql, viewer.id));
    }
    const parts = drawOwnParts(kept.parts, shown);
    return send(request, reply, kept, parts.map(compressPart));
  };
}

/** Loads what a page says of a member beside what it is about: counts, and what is hers alone. */
export async function loadOfMember(
  { database }: SiteDeps,
  api: PagesApi,
  page: Page<unknown>,
  request: FastifyRequest,
  viewer: Viewer,
): Promise<OfMember> {
  const counts = await countForHeader(database.sql, viewer.id);
  return { ...counts, hers: (await page.hers?.(api.of(request), counts)) ?? null };
}

async function readOwns(
  api: PagesApi,
  request: FastifyRequest,
  viewer: Viewer,
  paths: readonly string[],
): Promise<ReadonlyMap<string, Own> | null> {
  const owns = new Map<string, Own>();
  const read = await Promise.all(paths.map((path) => api.readOwn(request, viewer, path)));
  for (const [place, path] of paths.entries()) {
    const own = read[place];
    if (own == null || own.alone === true) return null;
    owns.set(path, own);
  }
  return owns;
}

function sizeOf(kept: KeptPage | Redirect): number {
  if (!('pieces' in kept)) return 0;
  return kept.pieces.reduce((sum, { deflated }) => sum + deflated.length + PIECE_BYTES, 0);
}

/** Without what is inserted after a page was drawn. */
function onlyVariants(owns: ReadonlyMap<string, Own>): ReadonlyMap<string, Own> {
  return new Map([...owns].map(([path, { variant }]) => [path, { variant }]));
}

function insertedBy(owns: ReadonlyMap<string, Own>): Inserted {
  return Object.assign({}, ...[...owns.values()].map(({ inserted }) => inserted)) as Inserted;
}

/** Compresses own parts, null for an empty one, and keeps the last ones that are not short. */
function createPartCompressor(): (html: string) => GzipPiece | null {
  const pieces = new LRUCache<string, GzipPiece>({ max: KEPT_PARTS });
  return (html) => {
    if (html.length <= MOST_STORED_BYTES) return html === '' ? null : makePieceNow(html);
    const kept = pieces.get(html);
    if (kept !== undefined) return kept;
    const piece = makePieceNow(html);
    if (html.length < MOST_KEPT_LENGTH) pieces.set(html, piece);
    return piece;
  };
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  { pieces }: KeptPage,
  parts: readonly (GzipPiece | null)[],
): FastifyReply {
  const joined = joinPieces(
    pieces.flatMap((piece, place) => {
      const own = parts[place] ?? null;
      return own === null ? [piece] : [piece, own];
    }),
  );
  addVaryHeader(reply, 'Accept-Encoding');
  const zipped =
    negotiateEncoding(request.headers['accept-encoding']?.replace(/\bbr\b/, '')) !== null;
  if (zipped) reply.header('content-encoding', 'gzip');
  return reply.type('text/html; charset=utf-8').send(zipped ? joined : gunzipSync(joined));
}
