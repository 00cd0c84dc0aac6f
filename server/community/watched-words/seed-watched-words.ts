import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { dayToDate, type Database } from '#server/database/db.ts';
import { randomId } from '#server/core/ids.ts';
import { appendEntries } from '#server/transparency-log/append-entries.ts';
import { today } from '#shared/core/days.ts';

/**
 * Creates the watched words that a new site begins with; two people change them afterwards. A site that
 * has categories of its forum is not new: what its moderators took off the list stays off.
 * @returns how many were added.
 */
export async function seedWatchedWords(
  { prisma }: Pick<Database, 'prisma'>,
  folder: string,
  now: Date,
): Promise<number> {
  if ((await prisma.forumCategory.count()) > 0 || (await prisma.watchedWord.count()) > 0) return 0;
  const text = await readFile(join(folder, 'watched_words.csv'));
  const rows = parse<Record<string, string>>(text, { columns: true }).map((row) => ({
    id: randomId(),
    word: row['word'] ?? '',
    questionFr: row['question_fr'] ?? '',
    questionEn: row['question_en'] ?? '',
    addedOn: dayToDate(today(now)),
  }));
  await prisma.$transaction(async (tx) => {
    await tx.watchedWord.createMany({ data: rows });
    const entries = rows.map(
      ({ id }) => ({ kind: 'watched-word-added', subject: `watched-word/${id}` }) as const,
    );
    await appendEntries(tx, now, entries);
  });
  return rows.length;
}
