import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { mailFrequency, type MailResponse } from '#shared/community/mail.ts';
import { decryptAddress, type MailKeys } from './actions.ts';

/** Finds the viewer's digest address, to show to her alone; null without a digest. */
export async function findDigestAddress(
  prisma: Db,
  keys: Pick<MailKeys, 'addresses'>,
  viewer: Pick<Viewer, 'id'>,
): Promise<MailResponse['address']> {
  const row = await prisma.mailAddress.findUnique({ where: { memberId: viewer.id } });
  const email = row === null ? null : decryptAddress(keys, viewer.id, row);
  if (row === null || email === null) return null;
  const frequency = mailFrequency.parse(row.frequency);
  return { email, frequency, confirmed: row.confirmedOn !== null };
}

export async function findDigestSettings(
  prisma: Db,
  keys: Pick<MailKeys, 'addresses'>,
  viewer: Viewer,
  offered: boolean,
): Promise<MailResponse> {
  return { offered, address: await findDigestAddress(prisma, keys, viewer) };
}
