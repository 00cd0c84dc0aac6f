import { preparePost } from '#server/community/forum/prepare-post.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { COVERABLE_TABLES, lockTextCover } from '#server/public-schema/text-covers.ts';
import { coverWords } from '#shared/core/covered-words.ts';
import { detectLanguage } from '#shared/core/detect-language.ts';
import type { RuleId } from '#shared/core/moderation-decisions.ts';
import type { CoverableKind } from '#shared/core/subject-kinds.ts';
import { messagesFor } from '#web/i18n/messages.ts';

type Text = { readonly kind: CoverableKind; readonly id: string };

/**
 * Covers words of a text by a decision, which must exist already: replaces them in what readers get and keeps
 * what its author wrote. Words covered before stay covered.
 * @returns record names of the text's former versions, which hold the words no more.
 */
export async function coverText(
  tx: Db,
  { kind, id }: Text,
  decision: string,
  more: readonly string[],
  rule: string,
): Promise<string[]> {
  const before = await lockTextCover(tx, kind, id);
  const text = before?.text ?? (await findText(tx, kind, id));
  const words = [...new Set([...(before?.words ?? []), ...more])];
  const mark = markFor(rule, text);
  const versions = { ...(await findVersions(tx, kind, id)), ...before?.versions };
  await tx.sql(
    `INSERT INTO text_cover (subject, words, mark, text, versions) VALUES ($1, $2::jsonb, $3, $4, $5::jsonb)
     ON CONFLICT (subject) DO UPDATE SET words = excluded.words, mark = excluded.mark,
       versions = excluded.versions`,
    [`${kind}/${id}`, JSON.stringify(words), mark, text, JSON.stringify(versions)],
  );
  const cover = (written: string): string => coverWords(written, words, mark);
  return storeText(tx, { kind, id }, decision, cover(text), mapValues(versions, cover));
}

/**
 * Shows the words of a text again, as a decision says. A site restored from a dump does not have them.
 * @returns record names of its former versions, which hold the words again.
 */
export async function uncoverText(tx: Db, { kind, id }: Text): Promise<string[]> {
  const cover = await lockTextCover(tx, kind, id);
  const text = cover?.text ?? (await findText(tx, kind, id));
  const changed = await storeText(tx, { kind, id }, null, text, cover?.versions ?? {});
  await tx.sql('DELETE FROM text_cover WHERE subject = $1', [`${kind}/${id}`]);
  return changed;
}

/** The mark in place of words, in the language of the text; in both where that is not clear. */
function markFor(rule: string, text: string): string {
  const language = detectLanguage(text);
  if (language !== null) return `[${coveredInWords(language, rule)}]`;
  return `[${coveredInWords('fr', rule)} / ${coveredInWords('en', rule)}]`;
}

function coveredInWords(language: 'fr' | 'en', rule: string): string {
  const { marks } = messagesFor(language).hidden;
  return marks[rule as RuleId & keyof typeof marks] ?? marks.R4;
}

async function storeText(
  tx: Db,
  { kind, id }: Text,
  decision: string | null,
  text: string,
  versions: Readonly<Record<string, string>>,
): Promise<string[]> {
  await tx.sql(`UPDATE ${COVERABLE_TABLES[kind]} SET text = $2, covered_by = $3 WHERE id = $1`, [
    id,
    text,
    decision,
  ]);
  if (kind !== 'post') return [];
  const { html, cards } = await preparePost(tx, text);
  // Renderer 0: the next run of the hourly job renders it with the addresses of the site.
  await tx.sql('UPDATE forum_post SET html = $2, cards = $3::jsonb, renderer = 0 WHERE id = $1', [
    id,
    html,
    JSON.stringify(cards.map(({ kind: of, key }) => ({ kind: of, key }))),
  ]);
  for (const [number, version] of Object.entries(versions)) {
    await tx.sql('UPDATE forum_post_version SET text = $3 WHERE post_id = $1 AND number = $2', [
      id,
      Number(number),
      version,
    ]);
  }
  return Object.keys(versions).map((number) => `post-version/${id}-${number}`);
}

async function findText(tx: Db, kind: CoverableKind, id: string): Promise<string> {
  const [row] = await tx.sql(TEXTS[kind], [id]);
  return row?.text ?? '';
}

const textOf = (kind: CoverableKind) =>
  statement({ text: col.text.orNull }, `SELECT text FROM ${COVERABLE_TABLES[kind]} WHERE id = $1`);
const TEXTS = { post: textOf('post'), review: textOf('review') };

async function findVersions(
  tx: Db,
  kind: CoverableKind,
  id: string,
): Promise<Record<string, string>> {
  if (kind !== 'post') return {};
  const versions = await tx.forumPostVersion.findMany({ where: { postId: id } });
  return Object.fromEntries(versions.map(({ number, text }) => [String(number), text]));
}

function mapValues(
  texts: Readonly<Record<string, string>>,
  change: (text: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, change(text)]));
}
