import { fieldError } from '#server/core/errors.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { findTextCover } from '#server/public-schema/text-covers.ts';
import {
  MIN_COVERED_WORDS_LENGTH,
  holdsWords,
  parseCoveredWords,
} from '#shared/core/covered-words.ts';
import type { CaseSubjectKind } from '#shared/core/subject-kinds.ts';

type Subject = { readonly kind: CaseSubjectKind; readonly id: string };

/**
 * Returns the words that a proposal covers.
 * @param text the subject's text as its decision makers see it.
 * @param said what becomes public of the proposal, by its field: none of it may hold the words.
 * @throws AppError bad-input naming the field.
 */
export function checkWordsToCover(
  typed: string | undefined,
  text: string | null,
  said: Readonly<Record<string, string>>,
): string[] {
  const words = parseCoveredWords(typed ?? '');
  if (words.length === 0) throw fieldError('words', 'required');
  if (words.some(({ length }) => length < MIN_COVERED_WORDS_LENGTH)) {
    throw fieldError('words', 'too-short', String(MIN_COVERED_WORDS_LENGTH));
  }
  const missing = words.find((one) => !holdsWords(text ?? '', [one]));
  if (missing !== undefined) throw fieldError('words', 'not-in-text', missing);
  refuseCoveredWords(words, said);
  return words;
}

/**
 * Keeps words that are to be covered out of what a decision publishes.
 * @throws AppError bad-input naming the field that holds them.
 */
export function refuseCoveredWords(
  words: readonly string[] | null,
  said: Readonly<Record<string, string | undefined>>,
): void {
  for (const [field, text = ''] of Object.entries(said)) {
    if (holdsWords(text, words ?? [])) throw fieldError(field, 'says-covered-words');
  }
}

/** Finds the words that a decision of a case covers: those of its last proposal, and those covered already. */
export async function findWordsToCover(
  tx: Db,
  caseId: string,
  { kind, id }: Subject,
): Promise<string[]> {
  const [proposed] = await tx.sql(PROPOSED, [caseId]);
  const cover = await findTextCover(tx.sql, `${kind}/${id}`);
  return [...new Set([...(cover?.words ?? []), ...(proposed?.words ?? [])])];
}

/** Finds whether a jury decides on covering words, or on showing them again: its votes are these two then. */
export async function isCoverAtStake(tx: Db, caseId: string): Promise<boolean> {
  const [row] = await tx.sql(AT_STAKE, [caseId]);
  return row?.kind === 'cover' || row?.kind === 'uncover';
}

const PROPOSED = statement(
  { words: col.json<string[]>().orNull },
  `SELECT p.words FROM case_proposal p WHERE p.case_id = $1 AND p.words IS NOT NULL
    ORDER BY p.proposed_at DESC, p.id LIMIT 1`,
);

// The decision that is appealed against, else the last proposal, to which a second person objected.
const AT_STAKE = statement(
  { kind: col.text.orNull },
  `SELECT COALESCE(
    (SELECT d.kind FROM appeal a JOIN decision d ON d.id = a.decision_id
      WHERE a.case_id = $1 AND a.state = 'open' ORDER BY a.appealed_at, a.id LIMIT 1),
    (SELECT p.kind FROM case_proposal p WHERE p.case_id = $1 AND p.state IN ('refused', 'agreed')
      ORDER BY p.proposed_at DESC, p.id LIMIT 1)) AS kind`,
);
