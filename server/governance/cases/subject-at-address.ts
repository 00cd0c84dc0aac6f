import type { Db } from '#server/database/db.ts';
import { col, statement, type RowOf, type RowShape } from '#server/database/sql.ts';
import {
  FLAGGABLE_CONTENT_ENTRIES,
  loadFlaggableSubject,
  type FlaggableSubject,
} from '#server/public-schema/flaggable-subjects.ts';
import {
  SUBJECTS,
  SUBJECT_KINDS,
  type ReadOn,
  type SubjectKind,
} from '#shared/core/subject-kinds.ts';
import { PUBLIC_SUBJECT_KINDS } from '#shared/governance/cases.ts';
import { parsePayoutCode } from '#shared/evidence/claims.ts';
import { id as idSchema } from '#shared/core/form-fields.ts';
import { matchPagePath, type PageName } from '#shared/core/paths.ts';

type Named = RowOf<typeof NAMED>;

const NAMED = { kind: col.oneOf(SUBJECT_KINDS), id: col.text } satisfies RowShape;

/**
 * What an address on this site leads to: a subject, or something that a look-up finds the subject
 * of.
 */
export type AddressTarget =
  | Named
  | { readonly picture: string }
  | { readonly thread: string; readonly place: number }
  | { readonly check: string };

const PLACES: readonly (readonly [SubjectKind, ReadOn])[] = PUBLIC_SUBJECT_KINDS.map((kind) => [
  kind,
  SUBJECTS[kind],
]);
const BY_PAGE: ReadonlyMap<PageName, SubjectKind> = new Map(
  PLACES.flatMap(([kind, read]) =>
    'pages' in read ? read.pages.map((page) => [page, kind] as const) : [],
  ),
);
/**
 * Anchors that name a subject, each with its page: `#review-3k9…` is another kind of review on a
 * platform's page than on a client's.
 */
const BY_ANCHOR = PLACES.flatMap(([kind, read]) => ('on' in read ? [{ ...read, kind }] : []));

/**
 * Parses a place, as `parseOwnAddress` returned it, into what it leads to; null for a page of many
 * subjects. A reply can be on any page, under its own anchor.
 */
export function parseAddressTarget(place: string): AddressTarget | null {
  if (!URL.canParse(place, 'http://page.invalid')) return null;
  const { pathname, searchParams, hash } = new URL(place, 'http://page.invalid');
  const picture = /^\/files\/([\w-]+)\/[\w-]+\.webp$/.exec(pathname)?.[1];
  if (picture !== undefined) return { picture };
  const match = matchPagePath(pathname);
  if (match === null) return null;
  const { page, parameters } = match;
  const [, name = '', anchored = ''] = /^#([a-z]+)-([0-9a-z]{12})$/.exec(hash) ?? [];
  const known = BY_ANCHOR.find(
    (one) => one.anchor === name && (one.on === 'any' || isReadOn(one.on, page)),
  );
  if (known !== undefined) return { kind: known.kind, id: anchored };
  const typed = parameters['id'] ?? '';
  const kind = BY_PAGE.get(page);
  if (kind !== undefined) return { kind, id: parsePayoutCode(typed) ?? typed };
  if (page === 'check') return { check: typed };
  if (page === 'reply') return named('reply', searchParams.get('reponse'));
  const inThread = page === 'thread' ? /^#m([1-9]\d{0,6})$/.exec(hash)?.[1] : undefined;
  return inThread === undefined ? null : { thread: typed, place: Number(inThread) };
}

/** Tabs of a platform that were sections of its page. */
const FORMER_SECTIONS: readonly PageName[] = ['platformReviews', 'platformAbout'];

/** Whether anchors of `tab` name subjects at a page: also at the platform's, before it had tabs. */
function isReadOn(tab: PageName, page: PageName): boolean {
  return tab === page || (page === 'platform' && FORMER_SECTIONS.includes(tab));
}

function named(kind: SubjectKind, id: string | null): Named | null {
  return id === null ? null : { kind, id };
}

/** Finds the subject that a place shows and a case can be about; null when there is none. */
export async function findSubjectAtAddress(
  tx: Db,
  place: string,
): Promise<FlaggableSubject | null> {
  const pointer = parseAddressTarget(place);
  if (pointer === null) return null;
  const found = 'kind' in pointer ? pointer : await lookUp(tx, pointer);
  if (found === null || !idSchema.safeParse(found.id).success) return null;
  return loadFlaggableSubject(tx, found.kind, found.id);
}

async function lookUp(tx: Db, pointer: Exclude<AddressTarget, Named>): Promise<Named | null> {
  const { sql } = tx;
  if ('picture' in pointer) {
    const [row] = await sql(OF_PICTURE, [pointer.picture]);
    return row ?? null;
  }
  if ('check' in pointer) {
    const [row] = await sql(
      statement(NAMED, `SELECT 'payout' AS kind, payout_id AS id FROM proof_check WHERE id = $1`),
      [pointer.check],
    );
    return row ?? null;
  }
  const [row] = await sql(
    statement(
      NAMED,
      `SELECT 'post' AS kind, id FROM forum_post WHERE thread_id = $1 AND place = $2::int`,
    ),
    [pointer.thread, pointer.place],
  );
  return row ?? null;
}

const PICTURED = FLAGGABLE_CONTENT_ENTRIES.flatMap(([kind, { pictures }]) =>
  pictures === undefined ? [] : [{ kind, column: pictures }],
);
const OWNER = `COALESCE(${PICTURED.map(({ column }) => column).join(', ')})`;
const OF_PICTURE = statement(
  NAMED,
  `
  SELECT CASE ${PICTURED.map(({ kind, column }) => `WHEN ${column} IS NOT NULL THEN '${kind}'`).join(' ')} END AS kind,
         ${OWNER} AS id
    FROM screenshot WHERE key = $1 AND ${OWNER} IS NOT NULL LIMIT 1`,
);
