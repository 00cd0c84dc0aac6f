import type { Db } from '#server/database/db.ts';
import { col, statement, type RowOf } from '#server/database/sql.ts';
import { MAX_IMPORTED_CATEGORIES } from '#shared/portability/imports.ts';
import { toSlug } from '#shared/core/text.ts';
import type { ImportRun } from './import-run.ts';

type Category = RowOf<typeof CATEGORIES>;

const SLUG_TRIES = 100;
const MAX_SLUG_LENGTH = 80;

/**
 * Maps each category of the source to one here with the same slug, or creates one. Categories here
 * are flat: one that only contains others is skipped, and an ambiguous name is prefixed with its
 * parent's.
 */
export async function importCategories(run: ImportRun): Promise<void> {
  const { database, source, report } = run;
  const categories = await database.sql(CATEGORIES, [source.id]);
  const byOriginal = new Map(categories.map((one) => [one.original, one]));
  const left = leftOut(categories, run.leaveOut);
  const parents = new Set(categories.map(({ parent }) => parent));
  let count = 0;
  for (const category of categories) {
    const { original, at } = category;
    const tell = (outcome: 'refused' | 'left-out' | 'changed', reason: string): Promise<void> =>
      report.tell(outcome, 'category', original, at, reason);
    count += 1;
    if (left.has(original)) await tell('left-out', 'the operator leaves it out');
    else if (isInCircle(category, byOriginal)) {
      await tell('changed', 'its parents go round in a circle: it stands alone');
    }
    if (category.done || left.has(original)) continue;
    if (count > MAX_IMPORTED_CATEGORIES) await tell('refused', 'too many categories');
    else if (category.threads === 0 && parents.has(original)) {
      await tell('left-out', 'it only holds other categories');
    } else {
      const parent = category.parent === null ? undefined : byOriginal.get(category.parent);
      const slug = await database.prisma.$transaction((tx) => bring(tx, run, category, parent));
      if (slug === null) await tell('refused', 'there is no category to put it into');
      else report.brought('category', 1);
    }
  }
}

/** Returns the categories that the operator excludes, with all below them. */
function leftOut(categories: readonly Category[], named: ReadonlySet<string>): Set<string> {
  const left = new Set(named);
  for (let grown = -1; grown < left.size;) {
    grown = left.size;
    for (const { original, parent } of categories) {
      if (parent !== null && left.has(parent)) left.add(original);
    }
  }
  return left;
}

function isInCircle(category: Category, all: ReadonlyMap<string, Category>): boolean {
  const seen = new Set<string>();
  for (let at: Category | undefined = category; at !== undefined;) {
    if (seen.has(at.original)) return true;
    seen.add(at.original);
    at = at.parent === null ? undefined : all.get(at.parent);
  }
  return false;
}

/**
 * Maps one category to one here, or creates it.
 * @returns its slug here; null when the operator named one that does not exist.
 */
async function bring(
  tx: Db,
  { source, into }: ImportRun,
  category: Category,
  parent: Category | undefined,
): Promise<string | null> {
  const wanted = into.get(category.original);
  const keep = (ourId: string): Promise<unknown> =>
    tx.importOriginal.create({
      data: { source: source.id, kind: 'category', original: category.original, ourId },
    });
  if (wanted !== undefined) {
    const ours = await tx.forumCategory.findUnique({ where: { slug: wanted } });
    if (ours === null) return null;
    await keep(ours.id);
    return ours.slug;
  }
  const own = category.slug ?? (toSlug(category.name) || `rubrique-${category.ourId}`);
  const longer = parent === undefined ? own : joinSlug(toSlug(parent.name), own);
  for (let tries = 0; tries < SLUG_TRIES; tries += 1) {
    const base = tries === 0 ? own : longer;
    const slug = tries < 2 ? base : joinSlug(base, String(tries));
    const ours = await tx.forumCategory.findUnique({ where: { slug } });
    if (ours === null) {
      await make(tx, source.name, category, slug);
      await keep(category.ourId);
      return slug;
    }
    // Two imported categories stay two: an existing category here takes in only the first one of
    // its name.
    const taken = await tx.importOriginal.count({
      where: { source: source.id, kind: 'category', ourId: ours.id },
    });
    if (taken > 0) continue;
    await keep(ours.id);
    return slug;
  }
  return null;
}

function joinSlug(front: string, back: string): string {
  const room = MAX_SLUG_LENGTH - back.length - 1;
  const kept = front.slice(0, Math.max(0, room)).replaceAll(/^-+|-+$/g, '');
  return kept === '' ? back : `${kept}-${back}`;
}

async function make(tx: Db, sourceName: string, category: Category, slug: string): Promise<void> {
  const { _max } = await tx.forumCategory.aggregate({ _max: { place: true } });
  const say = category.text ?? '';
  await tx.forumCategory.create({
    data: {
      id: category.ourId,
      slug,
      nameFr: category.name,
      nameEn: category.name,
      sayFr: say === '' ? `Sujets venus de ${sourceName}.` : say,
      sayEn: say === '' ? `Threads brought from ${sourceName}.` : say,
      place: (_max.place ?? 0) + 1,
    },
  });
}

const CATEGORIES = statement(
  {
    original: col.text,
    at: col.text,
    ourId: col.text,
    parent: col.text.orNull,
    name: col.text,
    text: col.text.orNull,
    slug: col.text.orNull,
    threads: col.int,
    done: col.bool,
  },
  `
  SELECT s.original, s.at, s.our_id AS "ourId", s.parent, s.name, s.text, s.more ->> 'slug' AS slug,
         (SELECT count(*)::int FROM import_staged t
           WHERE t.source = s.source AND t.kind = 'thread' AND t.parent = s.original) AS threads,
         EXISTS (SELECT 1 FROM import_original o WHERE o.source = s.source AND o.kind = s.kind
                    AND o.original = s.original) AS done
    FROM import_staged s WHERE s.source = $1 AND s.kind = 'category'
   ORDER BY length(s.original), s.original COLLATE "C"`,
);
