import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import { withdrawContent } from '#server/identity/accounts/withdraw-content.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { BoycottTranslation } from '#prisma/client.ts';
import { isBoycottVisibleSql } from '#server/database/predicates/content-visibility.ts';
import { dayToDate, type Db } from '#server/database/db.ts';
import { col, statement, type RowOf, type RowShape } from '#server/database/sql.ts';
import { AppError, fieldError, requireFound } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import { notify } from '#server/identity/notifications/notify.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import type {
  ConfirmTranslationInput,
  CorrectTranslationInput,
  RefuseTranslationInput,
  TranslationInput,
} from '#shared/collective/boycott-translations.ts';
import { today } from '#shared/core/days.ts';
import { detectLanguage } from '#shared/core/detect-language.ts';
import {
  CURRENT_VERSION_SQL,
  FITS_SQL,
  isPartyToTranslationSql,
  representsPlatformOfSql,
  takesTranslationOfSql,
  translationWaitsSql,
} from './sql-fragments.ts';

export type OfBoycott = { readonly boycott: string };
export type Published = OfBoycott & { readonly id: string };

/**
 * Publishes, as an established member, a translation of a boycott's texts. Pages show the original until a
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
    // Locks the boycott: of two concurrent translations by one member the second finds the first.
    const [original] = await tx.sql(ORIGINAL, [boycottId, viewer.id]);
    const { visible, takes, waits, current, said } = requireFound(original);
    if (!viewer.established || (visible && !takes)) throw new AppError('not-allowed');
    if (!visible || waits) throw new AppError('conflict');
    if (detectLanguage(said) === language) throw fieldError('language', 'invalid');
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

type NewTranslation = Pick<
  BoycottTranslation,
  | 'boycottId'
  | 'language'
  | 'ofVersion'
  | 'title'
  | 'grievance'
  | 'demands'
  | 'partaking'
  | 'endsWhen'
> &
  Partial<Pick<BoycottTranslation, 'refusalReason' | 'refusalText'>>;

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

/**
 * Confirms, as a second person, that a translation says what the original says: from now on pages show it.
 * Who confirmed it is stored nowhere, so there is no idempotency key of the form; a repeated one changes
 * nothing.
 * @throws AppError not-found; not-allowed unless established and no party; conflict where it or its boycott
 * is hidden, and where the original has changed since she read it.
 */
export async function confirmTranslation(
  tx: Db,
  viewer: Viewer,
  id: string,
  { version }: ConfirmTranslationInput,
  now: Date,
): Promise<OfBoycott> {
  const { boycott, translator, confirmed, refused } = await lockAsSecondPerson(
    tx,
    viewer,
    id,
    version,
  );
  if (refused) throw new AppError('conflict');
  if (confirmed) return { boycott };
  await countDailyUse(tx, viewer.id, 'translation-read', now);
  // Nothing is left of why an earlier wording was refused.
  const refusal = { refusalReason: null, refusalText: null };
  const data = { readOn: dayToDate(today(now)), ofVersion: version, ...refusal };
  await tx.boycottTranslation.update({ where: { id }, data });
  const subject = `boycott-translation/${id}`;
  await appendEntry(tx, now, { kind: 'boycott-translation-confirmed', subject });
  if (translator !== null) {
    const facts = { translation: 'confirmed' };
    // Nobody is named as having done it: who confirmed is stored nowhere.
    await notify(tx, [translator], { kind: 'boycott-translation', subject: boycott, facts }, now);
  }
  return { boycott };
}

/**
 * Refuses, as a second person, a translation that does not say what the original says: its author is told
 * why, and corrects it. As of confirming, who it was is stored nowhere; a repeated form changes nothing.
 * @throws AppError as `confirmTranslation`; conflict also where it was confirmed meanwhile.
 */
export async function refuseTranslation(
  tx: Db,
  viewer: Viewer,
  id: string,
  { version, reason, text = '' }: RefuseTranslationInput,
  now: Date,
): Promise<OfBoycott> {
  const { boycott, translator, confirmed, refused } = await lockAsSecondPerson(
    tx,
    viewer,
    id,
    version,
  );
  if (confirmed) throw new AppError('conflict');
  if (refused) return { boycott };
  await countDailyUse(tx, viewer.id, 'translation-read', now);
  const why = { refusalReason: reason, refusalText: text === '' ? null : text };
  const data = { refusedOn: dayToDate(today(now)), readOn: null, ...why };
  await tx.boycottTranslation.update({ where: { id }, data });
  const subject = `boycott-translation/${id}`;
  await appendEntry(tx, now, { kind: 'boycott-translation-refused', subject });
  if (translator !== null) {
    const facts = { translation: 'refused', refusal: reason };
    await notify(tx, [translator], { kind: 'boycott-translation', subject: boycott, facts }, now);
  }
  return { boycott };
}

/** Loads and locks a translation and its boycott for a second person who read it beside `version`. */
async function lockAsSecondPerson(
  tx: Db,
  viewer: Viewer,
  id: string,
  version: number,
): Promise<RowOf<typeof LOCKED>> {
  const [found] = await tx.sql(TRANSLATION, [id, viewer.id]);
  const translation = requireFound(found);
  if (!viewer.established || translation.party) throw new AppError('not-allowed');
  if (!translation.open || version !== translation.current) throw new AppError('conflict');
  return translation;
}

/**
 * Corrects, as its author, a translation that was refused: the new wording waits for a second person under
 * an address of its own, so that nobody confirms words that she has not read, and the refused one goes.
 * @throws AppError not-found; not-allowed unless established and its author; conflict unless it was refused,
 * where it or its boycott is hidden, and where the original has changed since she read it.
 */
export async function correctTranslation(
  tx: Db,
  viewer: Viewer,
  id: string,
  input: CorrectTranslationInput,
  now: Date,
): Promise<Published> {
  const { version, title, grievance, demands, partaking, endsWhen } = input;
  return runIdempotently(tx, viewer.id, input, now, async () => {
    const [found] = await tx.sql(TRANSLATION, [id, viewer.id]);
    const { boycott, translator, represents, open, refused, current } = requireFound(found);
    if (!viewer.established || translator !== viewer.id || represents)
      throw new AppError('not-allowed');
    if (!open || !refused || version !== current) throw new AppError('conflict');
    const { language, refusalReason, refusalText } = requireFound(
      await tx.boycottTranslation.findUnique({ where: { id } }),
    );
    await withdrawContent(tx, viewer.id, 'boycott-translation', id, now);
    const texts = { title, grievance, demands, partaking, endsWhen, refusalReason, refusalText };
    const corrected = { boycottId: boycott, language, ofVersion: version, ...texts };
    return insertTranslation(tx, viewer, corrected, now);
  });
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
    WHERE b.id = $1 AND n.member_id IS NOT NULL AND n.hidden_by IS NULL AND ${FITS_SQL}`,
);

const ORIGINAL = statement(
  { visible: col.bool, takes: col.bool, waits: col.bool, current: col.int, said: col.text },
  `SELECT ${isBoycottVisibleSql('b')} AS visible, ${takesTranslationOfSql('$2')} AS takes,
          ${translationWaitsSql('$2')} AS waits, ${CURRENT_VERSION_SQL} AS current,
          b.title || ' ' || b.grievance AS said
     FROM boycott b WHERE b.id = $1 FOR NO KEY UPDATE OF b`,
);

const LOCKED = {
  boycott: col.text,
  translator: col.text.orNull,
  party: col.bool,
  represents: col.bool,
  open: col.bool,
  confirmed: col.bool,
  refused: col.bool,
  current: col.int,
} satisfies RowShape;
const TRANSLATION = statement(
  LOCKED,
  `SELECT b.id AS boycott, n.member_id AS translator, ${isPartyToTranslationSql('$2')} AS party,
          ${representsPlatformOfSql('$2')} AS represents,
          ${isBoycottVisibleSql('b')} AND n.hidden_by IS NULL AS open,
          n.read_on IS NOT NULL AND ${FITS_SQL} AS confirmed, n.refused_on IS NOT NULL AS refused,
          ${CURRENT_VERSION_SQL} AS current
     FROM boycott_translation n JOIN boycott b ON b.id = n.boycott_id
    WHERE n.id = $1 FOR NO KEY UPDATE OF b, n`,
);
