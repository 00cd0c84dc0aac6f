import type { Viewer } from '#server/http/viewer.ts';
import { dateToDay, type Db } from '#server/database/db.ts';
import type { OwnNotificationSettings } from '#shared/community/mail.ts';
import type { MailKeys } from './actions.ts';
import { findDigestAddress } from './queries.ts';

export async function findOwnNotificationSettings(
  prisma: Db,
  keys: Pick<MailKeys, 'addresses'>,
  viewer: Viewer,
): Promise<OwnNotificationSettings> {
  const pushes = await prisma.pushSubscription.findMany({
    where: { memberId: viewer.id },
    orderBy: [{ createdOn: 'asc' }, { id: 'asc' }],
    select: { createdOn: true },
  });
  return {
    digest: await findDigestAddress(prisma, keys, viewer),
    pushes: pushes.map(({ createdOn }) => ({ createdOn: dateToDay(createdOn) })),
  };
}
