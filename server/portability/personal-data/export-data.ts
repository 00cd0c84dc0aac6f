import { findOwnBoycottData } from '#server/collective/boycotts/personal-data.ts';
import { findOwnPrivateEvidenceData } from '#server/collective/private-evidence/personal-data.ts';
import { findOwnForumData } from '#server/community/forum/personal-data.ts';
import { findOwnInbox } from '#server/community/inbox/personal-data.ts';
import { deriveMailKeys } from '#server/community/mail/keys.ts';
import { findOwnNotificationSettings } from '#server/community/mail/personal-data.ts';
import { findOwnMessageData } from '#server/community/private-messages/personal-data.ts';
import { requireFound } from '#server/core/errors.ts';
import type { Secrets } from '#server/core/secrets.ts';
import { dateToDay, type Database } from '#server/database/db.ts';
import { findOwnModerationData } from '#server/governance/personal-data/queries.ts';
import { findOwnAskedDays } from '#server/evidence/payouts/asked-day.ts';
import { findPublicationStates } from '#server/evidence/publication/publication-states.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { findOwnPasskeys } from '#server/identity/passkeys/queries.ts';
import { derivePasskeyKeys } from '#server/identity/passkeys/sealed-passkey.ts';
import type { PersonalDataResponse } from '#shared/portability/personal-data.ts';
import { findExportLists } from './export-rows.ts';

export type DataExportDeps = { readonly database: Database; readonly secrets: Secrets };

/**
 * Exports everything that the site stores about the viewer (GDPR access). Rows are derived from the declarations of their tables; domains that decrypt or join add their own part.
 */
export async function exportPersonalData(
  { database, secrets }: DataExportDeps,
  viewer: Viewer,
  now: Date,
): Promise<PersonalDataResponse> {
  const { prisma, sql } = database;
  return {
    lists: await findExportLists(prisma, viewer.id),
    ...(await findOwnAccount(database, viewer)),
    publications: await findPublicationStates(sql, viewer.id),
    askedDays: await findOwnAskedDays(sql, secrets, viewer.id),
    forum: await findOwnForumData(database, viewer.id),
    boycotts: await findOwnBoycottData(database, secrets, viewer.id),
    moderation: await findOwnModerationData(database, viewer.id),
    passkeys: await findOwnPasskeys(prisma, derivePasskeyKeys(secrets), viewer.id),
    ...(await findOwnInbox(prisma, viewer.id)),
    ...(await findOwnNotificationSettings(prisma, deriveMailKeys(secrets), viewer)),
    ...(await findOwnPrivateEvidenceData(database, secrets, viewer)),
    ...(await findOwnMessageData(sql, secrets, viewer, now)),
  };
}

async function findOwnAccount(
  { prisma }: Database,
  viewer: Viewer,
): Promise<Pick<PersonalDataResponse, 'account' | 'broughtFrom' | 'workbookCopy'>> {
  const member = requireFound(
    await prisma.member.findUnique({ where: { id: viewer.id }, include: { workbookCopy: true } }),
  );
  const broughtFrom = await prisma.importOriginal.findMany({
    where: { kind: 'member', ourId: viewer.id },
    select: { source: true, original: true },
  });
  const { workbookCopy, establishedOn } = member;
  return {
    account: {
      pseudonym: member.pseudonym,
      language: viewer.language,
      createdAt: member.createdAt.toISOString(),
      establishedOn: establishedOn === null ? null : dateToDay(establishedOn),
      hasRecoveryPhrase: member.recoveryHash !== null,
      sharesVoice: member.voice !== null,
    },
    broughtFrom,
    workbookCopy:
      workbookCopy === null
        ? null
        : { version: workbookCopy.version, bytes: workbookCopy.data.length },
  };
}
