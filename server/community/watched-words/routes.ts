import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { answers, creates } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import { requireModerator } from '#server/identity/roles/decision-maker-handles.ts';
import { proposeChange } from '#server/identity/two-person-approval/propose-change.ts';
import {
  unwatchForm,
  watchedWordForm,
  watchedWordsResponse,
  type WatchedWordInput,
  type WatchedWordsResponse,
} from '#shared/community/watched-words.ts';
import { id } from '#shared/core/form-fields.ts';
import { PROPOSABLE_WORD_CHANGES } from './proposed-changes.ts';

/** Registers the public list of watched words, and its changes by two people. */
export function registerWatchedWords(app: Server, { database, clock }: BaseDeps): void {
  const postAsMember = createPostAsMember(app, database.prisma, clock);

  app.get(
    '/api/watched-words',
    answers('The words about which a post is asked once before it is published', {
      answer: watchedWordsResponse,
    }),
    () => listWatchedWords(database.sql),
  );

  postAsMember(
    '/api/watched-words',
    creates('Propose a word to ask about; moderators only', { body: watchedWordForm }),
    (tx, viewer, request, now) => proposeWord(tx, viewer, request.body, now),
    (made) => ({ page: 'act', parameters: made, id: made.id, done: 'proposed', created: true }),
  );

  postAsMember(
    '/api/watched-words/:id/remove',
    creates('Propose to ask about a word no more; moderators only', {
      params: z.object({ id }),
      body: unwatchForm,
    }),
    (tx, viewer, request, now) => proposeRemoval(tx, viewer, request.params.id, request.body, now),
    (made) => ({ page: 'act', parameters: made, id: made.id, done: 'proposed', created: true }),
  );
}

async function listWatchedWords(sql: Sql): Promise<WatchedWordsResponse> {
  const rows = await sql(
    statement(
      { id: col.text, word: col.text, fr: col.text, en: col.text, addedOn: col.text },
      `SELECT id, word, question_fr AS fr, question_en AS en, to_char(added_on, 'YYYY-MM-DD') AS "addedOn"
         FROM watched_word ORDER BY word`,
    ),
  );
  return { words: rows.map(({ fr, en, ...row }) => ({ ...row, question: { fr, en } })) };
}

/**
 * Proposes a word to ask about; nothing changes before a second person confirms it.
 * @throws AppError not-allowed unless a moderator; bad-input for a word that is there.
 */
function proposeWord(
  tx: Db,
  viewer: Viewer,
  input: WatchedWordInput,
  now: Date,
): Promise<{ id: string }> {
  requireModerator(viewer);
  return runIdempotently(tx, viewer.id, input, now, async () => {
    const { word, questionFr, questionEn, reason } = input;
    const payload = { word, questionFr, questionEn };
    const asked = { subjectId: randomId(), rule: null, reason, payload };
    return proposeChange(tx, PROPOSABLE_WORD_CHANGES.watch, viewer, asked, now);
  });
}

/**
 * Proposes to take a word off the list.
 * @throws AppError not-found; not-allowed unless a moderator; conflict when it is proposed already.
 */
async function proposeRemoval(
  tx: Db,
  viewer: Viewer,
  subjectId: string,
  input: z.infer<typeof unwatchForm>,
  now: Date,
): Promise<{ id: string }> {
  const found = await tx.watchedWord.findUnique({ where: { id: subjectId } });
  const { word, questionFr, questionEn } = requireFound(found);
  requireModerator(viewer);
  return runIdempotently(tx, viewer.id, input, now, async () => {
    const payload = { word, questionFr, questionEn };
    const asked = { subjectId, rule: null, reason: input.reason, payload };
    return proposeChange(tx, PROPOSABLE_WORD_CHANGES.unwatch, viewer, asked, now);
  });
}
