import type { CaseSubjectKind } from '#shared/core/subject-kinds.ts';
import type { Messages } from './messages.ts';

/** A form of a noun: alone, with its article, as the reader's own, or its grammatical gender. */
type Form = 'title' | 'one' | 'yours' | 'gender';

/** The noun of a kind of subject that can be flagged; undefined for other names. */
export function nounFor(kind: string, form: Form, t: Messages): string | undefined {
  const nouns = t.moderation.kinds;
  return Object.hasOwn(nouns, kind) ? nouns[kind as CaseSubjectKind]({ form }) : undefined;
}
