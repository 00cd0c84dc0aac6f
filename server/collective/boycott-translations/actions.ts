import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { BoycottTranslation } from '#prisma/client.ts';
import { isBoycottVisibleSql } from '#server/database/predicates/content-visibility.ts';
import { dayToDate, type Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { AppError, fieldError, requireFound } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import { notify } from '#server/identity/notifications/notify.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import type {
  OrganiserText,
  TextTranslationInput,
  TranslationInput,
} from '#shared/collective/boycott-translations.ts';
import { today } from '#shared/core/days.ts';
import { detectLanguage } from '#shared/core/detect-language.ts';
import type { Language } from '#shared/core/languages.ts';
import {
  CURRENT_VERSION_SQL,
  FITS_SQL,
  originalSql,
  takesTranslationOfSql,
  translationWaitsSql,
} from './sql-fragments.ts';

export type OfBoycott = { readonly boycott: string };
export type Published = OfBoycott & { readonly id: string };

/**
 * Publishes, as an established member, a translation of a boycott's call. Pages show the original until a
 * second person has confirmed it.
 * @throws AppError not-found; not-allowed unless established, and for who represents the platform; conflict
 * where the boycott is hidden or withdrawn, and while another one of hers waits; bad-input for the language
 * of the original, and for a version that there is not.
 */
export async function publishTranslation(
  tx: Db,
  viewer: Viewer,
  boycottId: string,
  input: TranslationInput,
  now: Date,
): Promise<Published> {
  const { language, version, title, grievance, demands, partaking, endsWhen } = input;
  return runIdempotently(tx, viewer.id, input, now, async () => {
    const { current } = await lockOriginal(tx, viewer, boycottId, null, language);
    if (version > current) throw fieldError('version', 'invalid');
    const texts = { title, grievance, demands, partaking, endsWhen };
    return insertTranslation(
      tx,
      viewer,
      { boycottId, language, ofVersion: version, ...texts },
      now,
    );
  });
}

/**
 * Publishes, as an established member, a translation of one text of a boycott's organisers, as of the call.
 * @throws AppError as `publishTranslation`; not-found also where there is no such text to read.
 */
export async function publishTextTranslation(
  tx: Db,
  viewer: Viewer,
  boycottId: string,
  input: TextTranslationInput,
  now: Date,
): Promise<Published> {
  const { language, part, message, text } = input;
  const messageId = part === 'message' ? (message ?? null) : null;
  return runIdempotently(tx, viewer.id, input, now, async () => {
    await lockOriginal(tx, viewer, boycottId, { part, message: messageId }, language);
    const translation = { boycottId, language, ofVersion: 1, part, messageId, text };
    return insertTranslation(tx, viewer, translation, now);
  });
}

/**
 * Locks the boycott of a new translation and checks that the viewer may translate the call, or a text of
 * organisers, into a language. Of two concurrent translations by one member the second finds the first.
 */
async function lockOriginal(
  tx: Db,
  viewer: Viewer,
  boycottId: string,
  text: OrganiserText | null,
  language: Language,
): Promise<{ readonly current: number }> {
  const named = [text?.part ?? null, text?.message ?? null];
  const [original] = await tx.sql(ORIGINAL, [boycottId, viewer.id, ...named]);
  const { visible, takes, waits, current, said } = requireFound(original);
  if (!viewer.established || (visible && !takes)) throw new AppError('not-allowed');
  if (!visible || waits) throw new AppError('conflict');
  if (detectLanguage(requireFound(said)) === language) throw fieldError('language', 'invalid');
  return { current };
}

export type NewTranslation = Pick<BoycottTranslation, 'boycottId' | 'language' | 'ofVersion'> &
  Partial<BoycottTranslation>;

/**
 * Inserts a translation that its caller has checked, and records it.
 * @throws AppError too-many past the daily limit.
 */
export async function insertTranslation(
  tx: Db,
  viewer: Viewer,
  translation: NewTranslation,
  now: Date,
): Promise<Published> {
  await countDailyUse(tx, viewer.id, 'translation', now);
  const id = randomId();
  const publishedOn = dayToDate(today(now));
  await tx.boycottTranslation.create({
    data: { ...translation, id, memberId: viewer.id, publishedOn },
  });
  const subject = `boycott-translation/${id}`;
  await appendEntry(tx, now, { kind: 'boycott-translation-published', subject });
  return { id, boycott: translation.boycottId };
}

/** Finds who wrote the visible translations that fit the texts of a boycott as they stand. */
export async function findTranslatorsOfFitting(
  tx: Db,
  boycottId: string,
): Promise<readonly string[]> {
  const translators = await tx.sql(TRANSLATORS_OF_FITTING, [boycottId]);
  return translators.map(({ member }) => member);
}

/** Tells translators that the original has changed since: their translation is to be read again. */
export async function tellTranslators(
  tx: Db,
  boycottId: string,
  translators: readonly string[],
  now: Date,
): Promise<void> {
  const facts = { translation: 'stale' };
  await notify(tx, translators, { kind: 'boycott-translation', subject: boycottId, facts }, now);
}

const TRANSLATORS_OF_FITTING = statement(
  { member: col.text },
  `SELECT DISTINCT n.member_id AS member FROM boycott_translation n JOIN boycott b ON b.id = n.boycott_id
    WHERE b.id = $1 AND n.part IS NULL AND n.member_id IS NOT NULL AND n.hidden_by IS NULL AND ${FITS_SQL}`,
);

// $3 is the part of a text of organisers, $4 the id of a message; both are null for the call.
const ORIGINAL = statement(
  { visible: col.bool, takes: col.bool, waits: col.bool, current: col.int, said: col.text.orNull },
  `SELECT ${isBoycottVisibleSql('b')} AS visible, ${takesTranslationOfSql('$2')} AS takes,
          ${translationWaitsSql('$2', '$3::text', '$4::text')} AS waits,
          ${CURRENT_VERSION_SQL} AS current, ${originalSql('$3::text', '$4::text')} AS said
     FROM boycott b WHERE b.id = $1 FOR NO KEY UPDATE OF b`,
);
