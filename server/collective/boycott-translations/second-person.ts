import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import { withdrawContent } from '#server/identity/accounts/withdraw-content.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { BoycottTranslation } from '#prisma/client.ts';
import { dayToDate, type Db } from '#server/database/db.ts';
import { col, statement, type RowOf, type RowShape } from '#server/database/sql.ts';
import { AppError, requireFound } from '#server/core/errors.ts';
import { notify } from '#server/identity/notifications/notify.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import type {
  ConfirmTranslationInput,
  CorrectTextTranslationInput,
  CorrectTranslationInput,
  RefuseTranslationInput,
} from '#shared/collective/boycott-translations.ts';
import { today } from '#shared/core/days.ts';
import { insertTranslation, type OfBoycott, type Published } from './actions.ts';
import {
  CURRENT_VERSION_OF_SQL,
  FITS_SQL,
  IS_OPEN_SQL,
  isPartyToTranslationSql,
  representsPlatformOfSql,
} from './sql-fragments.ts';

/**
 * Confirms, as a second person, that a translation says what the original says: from now on pages show it.
 * Who confirmed it is stored nowhere, so there is no idempotency key of the form; a repeated one changes
 * nothing.
 * @throws AppError not-found; not-allowed unless established and no party; conflict where it or its original
 * is hidden, where it was refused, and where the original has changed since she read it.
 */
export async function confirmTranslation(
  tx: Db,
  viewer: Viewer,
  id: string,
  { version }: ConfirmTranslationInput,
  now: Date,
): Promise<OfBoycott> {
  const found = await lockAsSecondPerson(tx, viewer, id, version);
  const { boycott, translator, confirmed, refused } = found;
  if (refused) throw new AppError('conflict');
  if (confirmed) return { boycott };
  await countDailyUse(tx, viewer.id, 'translation-read', now);
  // Nothing is left of why an earlier wording was refused.
  const refusal = { refusalReason: null, refusalText: null };
  const data = { readOn: dayToDate(today(now)), ofVersion: version, ...refusal };
  await tx.boycottTranslation.update({ where: { id }, data });
  const subject = `boycott-translation/${id}`;
  await appendEntry(tx, now, { kind: 'boycott-translation-confirmed', subject });
  await tellTranslator(tx, translator, boycott, { translation: 'confirmed' }, now);
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
  const found = await lockAsSecondPerson(tx, viewer, id, version);
  const { boycott, translator, confirmed, refused } = found;
  if (confirmed) throw new AppError('conflict');
  if (refused) return { boycott };
  await countDailyUse(tx, viewer.id, 'translation-read', now);
  const why = { refusalReason: reason, refusalText: text === '' ? null : text };
  const data = { refusedOn: dayToDate(today(now)), readOn: null, ...why };
  await tx.boycottTranslation.update({ where: { id }, data });
  const subject = `boycott-translation/${id}`;
  await appendEntry(tx, now, { kind: 'boycott-translation-refused', subject });
  const facts = { translation: 'refused', refusal: reason };
  await tellTranslator(tx, translator, boycott, facts, now);
  return { boycott };
}

/** Tells the author of a translation what a second person said of it, never who she is. */
async function tellTranslator(
  tx: Db,
  translator: string | null,
  boycott: string,
  facts: Readonly<Record<string, string>>,
  now: Date,
): Promise<void> {
  if (translator === null) return;
  await notify(tx, [translator], { kind: 'boycott-translation', subject: boycott, facts }, now);
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
 * Corrects, as its author, a translation of a call that was refused: the new wording waits for a second
 * person under an id of its own, so that nobody confirms words that she has not read, and the refused one goes.
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
  return runIdempotently(tx, viewer.id, input, now, () => {
    const texts = { title, grievance, demands, partaking, endsWhen };
    return replaceRefused(tx, viewer, id, { ofVersion: version, ...texts }, now);
  });
}

/** Corrects a refused translation of a text of organisers, as `correctTranslation` does one of a call. */
export async function correctTextTranslation(
  tx: Db,
  viewer: Viewer,
  id: string,
  input: CorrectTextTranslationInput,
  now: Date,
): Promise<Published> {
  return runIdempotently(tx, viewer.id, input, now, () =>
    replaceRefused(tx, viewer, id, { ofVersion: 1, text: input.text }, now),
  );
}

async function replaceRefused(
  tx: Db,
  viewer: Viewer,
  id: string,
  corrected: Partial<BoycottTranslation> & { readonly ofVersion: number },
  now: Date,
): Promise<Published> {
  const [found] = await tx.sql(TRANSLATION, [id, viewer.id]);
  const { translator, represents, open, refused, current } = requireFound(found);
  if (!viewer.established || translator !== viewer.id || represents) {
    throw new AppError('not-allowed');
  }
  const { boycottId, language, part, messageId, refusalReason, refusalText } = requireFound(
    await tx.boycottTranslation.findUnique({ where: { id } }),
  );
  const isOther = (part === null) !== (corrected.text === undefined);
  if (!open || !refused || isOther || corrected.ofVersion !== current) {
    throw new AppError('conflict');
  }
  await withdrawContent(tx, viewer.id, 'boycott-translation', id, now);
  const kept = { boycottId, language, part, messageId, refusalReason, refusalText };
  return insertTranslation(tx, viewer, { ...kept, ...corrected }, now);
}

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
          ${representsPlatformOfSql('$2')} AS represents, ${IS_OPEN_SQL} AS open,
          n.read_on IS NOT NULL AND ${FITS_SQL} AS confirmed, n.refused_on IS NOT NULL AS refused,
          ${CURRENT_VERSION_OF_SQL} AS current
     FROM boycott_translation n JOIN boycott b ON b.id = n.boycott_id
    WHERE n.id = $1 FOR NO KEY UPDATE OF b, n`,
);
