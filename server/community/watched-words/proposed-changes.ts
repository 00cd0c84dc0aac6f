import { dayToDate } from '#server/database/db.ts';
import { AppError, fieldError } from '#server/core/errors.ts';
import {
  defineChangeKind,
  type ChangeKind,
} from '#server/identity/two-person-approval/change-kind.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { MAX_WATCHED_WORDS, watchedWordChange } from '#shared/community/watched-words.ts';
import { today } from '#shared/core/days.ts';

type Change = { readonly word: string; readonly questionFr: string; readonly questionEn: string };

const describe = (subjectId: string, { word, questionFr, questionEn }: Change) => ({
  about: { kind: 'watched-word', key: subjectId, name: word } as const,
  // Whoever confirms it reads both.
  to: { fr: `${questionFr} · ${questionEn}`, en: `${questionEn} · ${questionFr}` },
});

/** SQL that is false: nobody has an interest in a word. It names both parameters, which are bound. */
const hasNoInterestSql = (who: string, id: string): string =>
  `(${who}::text IS NULL OR ${id}::text IS NULL)`;

/** The changes of the list of watched words. */
export const PROPOSABLE_WORD_CHANGES: Readonly<Record<'watch' | 'unwatch', ChangeKind>> = {
  watch: defineChangeKind({
    kind: 'watch-word',
    of: 'watched-word',
    by: 'moderators',
    payload: watchedWordChange,
    isConcerned: hasNoInterestSql,
    subjectExists: () => 'true',
    check: async (tx, { payload: { word } }) => {
      if ((await tx.watchedWord.count({ where: { word } })) > 0) throw fieldError('word', 'taken');
      if ((await tx.watchedWord.count()) >= MAX_WATCHED_WORDS) throw new AppError('conflict');
    },
    apply: async (tx, { subjectId: id, payload }, _, now) => {
      await tx.watchedWord.create({ data: { ...payload, id, addedOn: dayToDate(today(now)) } });
      const subject = `watched-word/${id}`;
      await appendEntry(tx, now, { kind: 'watched-word-added', subject });
      return { result: subject, before: {} };
    },
    inverse: ({ payload }) => ({ kind: 'unwatch-word', rule: null, payload }),
    describe: (_, { subjectId, payload }) => Promise.resolve(describe(subjectId, payload)),
  }),
  unwatch: defineChangeKind({
    kind: 'unwatch-word',
    of: 'watched-word',
    by: 'moderators',
    payload: watchedWordChange,
    isConcerned: hasNoInterestSql,
    subjectExists: () => 'true',
    check: async (tx, { subjectId: id }) => {
      if ((await tx.watchedWord.count({ where: { id } })) === 0) throw new AppError('conflict');
    },
    apply: async (tx, { subjectId: id }, _, now) => {
      await tx.watchedWord.delete({ where: { id } });
      await appendEntry(tx, now, { kind: 'watched-word-removed', subject: `watched-word/${id}` });
      return { result: null };
    },
    describe: (_, { subjectId, payload }) => Promise.resolve(describe(subjectId, payload)),
  }),
};
