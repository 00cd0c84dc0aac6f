import type { Viewer } from '#server/http/viewer.ts';
import { AppError, fieldError } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import { findPersonSign } from '#shared/directory/person-name-detection.ts';
import { MAX_CLIENT_NAME_LENGTH, MAX_EXTERNAL_ID_LENGTH } from '#shared/directory/clients.ts';
import { foldName, toSlug } from '#shared/core/text.ts';
import { readWebAddress } from '#shared/core/web-address.ts';

export type ClientRights = { change: boolean; rate: boolean; guess: boolean };

/** Rights of a viewer on clients: every member may change, review and guess. */
export function clientRights(viewer: Viewer | null): ClientRights {
  const member = viewer !== null;
  return { change: member, rate: member, guess: member };
}

/**
 * Checks a right of the viewer.
 * @throws AppError not-allowed where she lacks it.
 */
export function requireClientRight(viewer: Viewer, right: keyof ClientRights): void {
  if (!clientRights(viewer)[right]) throw new AppError('not-allowed');
}

/**
 * Validates a name; returns its text and its lookup key.
 * @throws AppError bad-input naming the field, where it has no letter or contains personal data.
 */
export function parseClientName(typed: string, field: string): { text: string; key: string } {
  const text = typed.normalize('NFC').trim().replaceAll(/\s+/g, ' ');
  const key = foldName(text);
  if (key === '') throw fieldError(field, 'invalid');
  if (text.length > MAX_CLIENT_NAME_LENGTH) {
    throw fieldError(field, 'too-long', String(MAX_CLIENT_NAME_LENGTH));
  }
  refusePersonalData(text, field);
  refuseNumbers(text, field);
  return { text, key };
}

/**
 * Validates an id on a platform and returns it. Some platforms use e-mail addresses or phone numbers as
 * ids, which identify a person.
 * @throws AppError bad-input naming the field, where the id is malformed or personal.
 */
export function parseExternalId(typed: string, field: string): string {
  const text = typed.normalize('NFC').trim();
  if (text.length > MAX_EXTERNAL_ID_LENGTH || /[\s\p{Cc}]/u.test(text)) {
    throw fieldError(field, 'invalid');
  }
  refusePersonalData(text, field);
  refuseNumbers(text, field);
  return text;
}

// Matches a text with as many digits as a phone number has in any country.
const DIALLED = /^\+?(?:[\s().-]*\d){8,15}[\s().-]*$/;

/**
 * Refuses a text that could as a whole be a phone number.
 * @throws AppError bad-input on the field.
 */
function refuseNumbers(text: string, field: string): void {
  if (DIALLED.test(text)) throw fieldError(field, 'names-person');
}

// Matches letters with digits, few digits, or an Amazon requester id: "a1b2-77", "48213",
// "A2QXEXAMPLEID".
const ACCOUNT = /^(?=.*\d)[\w.:-]{4,}$|^A[A-Z0-9]{9,}$/;

/** Whether an id looks like an account id rather than a person's name. */
export function looksLikeAccountId(externalId: string): boolean {
  return ACCOUNT.test(externalId);
}

/** Number of characters of an id in the placeholder name of a client known by that id alone. */
export const ID_CHARACTERS_SHOWN = 4;

/**
 * Name of a client from its id ("Client A2QX…"): the same in both languages, reveals no more than
 * needed.
 */
export function clientNameFromId(externalId: string, shown: number): string {
  const start = externalId.slice(0, shown);
  return `Client ${start}${start === externalId ? '' : '…'}`;
}

/**
 * Refuses a text that contains personal data.
 * @throws AppError bad-input on the field.
 */
export function refusePersonalData(text: string, field: string): void {
  if (findPersonSign(text) !== null) throw fieldError(field, 'names-person');
}

/**
 * Checks that the box "not a person's name" is ticked.
 * @throws AppError bad-input where it is not.
 */
export function requireNotAPersonTick(ticked: boolean): void {
  if (!ticked) throw fieldError('notAPerson', 'required');
}

/**
 * Validates the source of a guess: the URL of a public web page.
 * @throws AppError bad-input for anything else.
 */
export function parseGuessSource(typed: string): string {
  const address = readWebAddress(typed);
  if (address === null) throw fieldError('source', 'not-an-address');
  return address;
}

// Path segments of other pages, which no client may have as its slug.
const RESERVED_SLUGS: readonly string[] = ['ajouter', 'add'];
const SUFFIX_LENGTH = 4;

/** Candidates for a client's slug, in order of preference: several clients may share a name. */
export function clientSlugCandidates(name: string): (attempt: number) => string {
  const base = toSlug(name) || 'client';
  return (attempt) =>
    attempt === 0 && !RESERVED_SLUGS.includes(base)
      ? base
      : `${base}-${randomId().slice(0, SUFFIX_LENGTH)}`;
}
