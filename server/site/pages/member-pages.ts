import { gunzipSync } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { countForHeader } from '#server/community/inbox/header-counts.ts';
import { MINUTE_MS } from '#server/database/changes/change-feed.ts';
import { createKeptValues } from '#server/database/changes/kept-values.ts';
import { addVaryHeader } from '#server/http/compression.ts';
import {
  MOST_STORED_BYTES,
  compressPiece,
  joinPieces,
  makePieceNow,
  negotiatePieceEncoding,
  packPieces,
  unpackPieces,
  type PackedPieces,
  type Piece,
  type PieceEncoding,
} from '#server/http/compressed-pieces.ts';
import { PAGE_VIEWER_OF_MANY, type Own } from '#server/http/own.ts';
import type { PagesApi } from '#server/http/pages-api.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { SiteDeps } from '#server/site/deps.ts';
import { RETURN_PARAMETER } from '#shared/community/forum.ts';
import type { OwnPart } from '#web/own-parts.tsx';
import type { Inserted, Page, PageContext, Redirect, Request } from '#web/page.ts';

/** What is the same on a page for all members to whom the same applies, compressed once. */
type KeptPage = {
  readonly pieces: PackedPieces;
  /** The own parts between the pieces. */
  readonly parts: readonly OwnPart[];
  /** How long it stays right while nothing that it shows changes. */
  readonly keptMs: number;
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
/** Parameters of the page after an act: kept, it would tell by its speed that somebody acted. */
const AFTER_AN_ACT = ['done', RETURN_PARAMETER];
/** Bytes counted for each piece and the own part after it, beside the piece's own. */
const PIECE_BYTES = 100;

/**
 * Draws pages once for all members: what is the same for everybody and what applies to the member
 * (`Page.own`) is kept compressed until it changes, and her own parts are drawn and put in for each
 * request. The kept part is drawn by somebody who does not know who she is (`PagesApi.ofMembers`).
 */
export function createMemberPages(deps: SiteDeps, api: PagesApi): SendMemberPage {
  const { changes } = deps;
  if (changes == null) return async () => null;
  const compressPart = createPartCompressor();
  const keep = createKeptValues<KeptPage | Redirect>(changes, MOST_BYTES, sizeOf, (kept) =>
    'keptMs' in kept ? kept.keptMs : MINUTE_MS,
  );
  return async ({ page, asked, context }, viewer, request, reply) => {
    const paths = viewer.roles.length > 0 ? null : (page.own?.(asked) ?? null);
    if (paths === null || AFTER_AN_ACT.some((name) => name in asked.query)) return null;
    const [read, ofMember] = await Promise.all([
      readOwns(api, request, viewer, paths),
      loadOfMember(deps, api, page, request, viewer),
    ]);
    request.owns = read;
    const owns = new Map([...read].flatMap(([at, own]) => (isShared(own) ? [[at, own]] : [])));
    if (owns.size < read.size) return null;
    const { Redirect, drawOwnParts, renderSharedPage } = await deps.view();
    const { path, theme, turbo, origin } = context;
    const variants = [...owns.values()].map(({ variant }) => variant);
    const accepted = negotiatePieceEncoding(request.headers);
    const encoding = accepted ?? 'gzip';
    const key = JSON.stringify([path, theme, turbo, origin, encoding, variants]);
    const kept = await keep(key, async () => {
      const data = await page.load(api.ofMembers(request, onlyVariants(owns)), {
        ...asked,
        viewer: PAGE_VIEWER_OF_MANY,
      });
      if (data instanceof Redirect) return data;
      const { texts, parts } = renderSharedPage(page, data, context, deps.assets);
      return {
        pieces: packPieces(await Promise.all(texts.map((text) => compressPiece(text, encoding)))),
        parts,
        keptMs: page.keptMs?.(data, context) ?? MINUTE_MS,
      };
    });
    if (kept instanceof Redirect) return kept;
    const shown = { ...context, ...ofMember, inserted: insertedBy(owns) };
    if ([...owns.values()].some(({ hasMarkedRead }) => hasMarkedRead)) {
      changes.changeOwn('inbox_item', viewer.id);
      Object.assign(shown, await countForHeader(deps.database.own, viewer.id));
    }
    const parts = drawOwnParts(kept.parts, shown);
    const pieces = unpackPieces(kept.pieces).flatMap((piece, place) => {
      const own = compressPart(parts[place] ?? '', encoding);
      return own === null ? [piece] : [piece, own];
    });
    const joined = joinPieces(pieces, encoding);
    addVaryHeader(reply, 'Accept-Encoding');
    if (accepted !== null) reply.header('content-encoding', accepted);
    return reply
      .type('text/html; charset=utf-8')
      .send(accepted === null ? gunzipSync(joined) : joined);
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
  const counts = await countForHeader(database.own, viewer.id);
  const { established, roles } = viewer;
  const member = { ...counts, established, moderator: roles.includes('moderator') };
  return { ...counts, hers: (await page.hers?.(api.of(request), member)) ?? null };
}

async function readOwns(
  api: PagesApi,
  request: FastifyRequest,
  viewer: Viewer,
  paths: readonly string[],
): Promise<ReadonlyMap<string, Own | null>> {
  const read = paths.map(async (path) => [path, await api.readOwn(request, viewer, path)] as const);
  return new Map(await Promise.all(read));
}

function isShared(own: Own | null): own is Own {
  return own !== null && own.alone !== true;
}

function sizeOf(kept: KeptPage | Redirect): number {
  if (!('pieces' in kept)) return 0;
  const { bytes, ends } = kept.pieces;
  return bytes.length + ends.length * PIECE_BYTES;
}

/** Own values without `inserted`, which no kept page may hold. */
function onlyVariants(owns: ReadonlyMap<string, Own>): ReadonlyMap<string, Own> {
  return new Map([...owns].map(([path, { variant }]) => [path, { variant }]));
}

function insertedBy(owns: ReadonlyMap<string, Own>): Inserted {
  return Object.assign({}, ...[...owns.values()].map(({ inserted }) => inserted)) as Inserted;
}

/** Compresses own parts, null for an empty one, and keeps the last ones that are not short. */
function createPartCompressor(): (html: string, encoding: PieceEncoding) => Piece | null {
  const kept = {
    zstd: new LRUCache<string, Piece>({ max: KEPT_PARTS }),
    gzip: new LRUCache<string, Piece>({ max: KEPT_PARTS }),
  };
  return (html, encoding) => {
    if (html === '') return null;
    if (html.length <= MOST_STORED_BYTES || html.length >= MOST_KEPT_LENGTH) {
      return makePieceNow(html, encoding);
    }
    const before = kept[encoding].get(html);
    if (before !== undefined) return before;
    const piece = makePieceNow(html, encoding);
    kept[encoding].set(html, piece);
    return piece;
  };
}
