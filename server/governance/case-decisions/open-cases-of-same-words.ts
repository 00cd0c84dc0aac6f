import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { findOrOpenCase } from '#server/governance/cases/open-case.ts';
import { loadFlaggableSubject } from '#server/public-schema/flaggable-subjects.ts';
import { holdsWords } from '#shared/core/covered-words.ts';
import { FLAG_REASONS } from '#shared/governance/cases.ts';
import { isCoverable } from '#shared/core/subject-kinds.ts';

/** Most cases that one covering opens. */
const MOST_CASES = 20;
/** Texts read to find them: some hold the words within others alone. */
const MOST_READ = 200;

/**
 * Opens a case about each other text that holds words just covered, e.g. one that quotes them: it is somebody
 * else's, and two people decide on it as on any other.
 */
export async function openCasesOfSameWords(
  tx: Db,
  about: string,
  words: readonly string[],
  rule: string,
  now: Date,
): Promise<void> {
  const [reason = 'personal-data'] =
    Object.entries(FLAG_REASONS).find(([, broken]) => broken === rule) ?? [];
  const alike = words.map((one) => `%${one.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`);
  const found = await tx.sql(SAME_WORDS, [about, alike]);
  const others = found.filter(({ text }) => holdsWords(text, words)).slice(0, MOST_CASES);
  for (const { kind, id } of others) {
    const subject = isCoverable(kind) ? await loadFlaggableSubject(tx, kind, id) : null;
    if (subject !== null) await findOrOpenCase(tx, { subject, origin: 'detector', reason }, now);
  }
}

// Reads all posts: covering is rare, and no index finds digits within a text.
const SAME_WORDS = statement(
  { kind: col.text, id: col.text, text: col.text },
  `SELECT * FROM (
     SELECT 'post' AS kind, p.id, p.text FROM forum_post p
      WHERE p.text ILIKE ANY ($2::text[]) AND p.hidden_by IS NULL
     UNION ALL
     SELECT 'review', r.id, r.text FROM review r
      WHERE r.text ILIKE ANY ($2::text[]) AND r.hidden_by IS NULL AND r.shown_from IS NOT NULL) t
    WHERE t.kind || '/' || t.id <> $1 ORDER BY t.kind, t.id LIMIT ${MOST_READ}`,
);
