import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import { hashSessionId } from '#server/identity/accounts/sessions.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { dayToDate, type Db } from '#server/database/db.ts';
import { fieldError } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import { encryptText } from '#server/core/encryption.ts';
import { keyedHash } from '#server/core/secrets.ts';
import { today } from '#shared/core/days.ts';
import { MAX_PUSH_BROWSERS, type PushInput } from '#shared/community/push.ts';
import { isPushEndpointAllowed } from './rules.ts';

/**
 * What a subscription needs: the browser's session, the origins of allowed push services, and the
 * key that encrypts endpoints.
 */
export type PushSubscribeOptions = {
  readonly sessionId: string;
  readonly origins: readonly string[];
  readonly key: Buffer;
};

/**
 * Subscribes a browser of the viewer to pushes while it is signed in; its endpoint and keys are
 * stored encrypted. A browser has one subscription, for the member who used it last.
 * @throws AppError bad-input when the endpoint belongs to no listed push service.
 */
export async function subscribeToPushes(
  tx: Db,
  viewer: Viewer,
  { endpoint, p256dh, auth }: PushInput,
  { sessionId, origins, key }: PushSubscribeOptions,
  now: Date,
): Promise<void> {
  if (!isPushEndpointAllowed(endpoint, origins)) throw fieldError('endpoint', 'invalid');
  await countDailyUse(tx, viewer.id, 'push', now);
  const id = randomId();
  const endpointHash = keyedHash(key, endpoint);
  await tx.pushSubscription.deleteMany({ where: { endpointHash } });
  await tx.pushSubscription.create({
    data: {
      id,
      memberId: viewer.id,
      sessionId: hashSessionId(sessionId),
      endpointHash,
      sealed: encryptText(key, id, JSON.stringify({ endpoint, p256dh, auth })),
      createdOn: dayToDate(today(now)),
    },
  });
  // Past the maximum the oldest subscription is deleted: phones get lost, browsers reinstalled.
  const older = await tx.pushSubscription.findMany({
    where: { memberId: viewer.id, id: { not: id } },
    orderBy: [{ createdOn: 'desc' }, { id: 'asc' }],
    skip: MAX_PUSH_BROWSERS - 1,
    select: { id: true },
  });
  await tx.pushSubscription.deleteMany({ where: { id: { in: older.map((one) => one.id) } } });
}

/** Unsubscribes one browser of the viewer, or all. */
export async function unsubscribeFromPushes(
  tx: Db,
  viewer: Viewer,
  endpoint: string | undefined,
  key: Buffer,
): Promise<void> {
  const one = endpoint === undefined ? {} : { endpointHash: keyedHash(key, endpoint) };
  await tx.pushSubscription.deleteMany({ where: { memberId: viewer.id, ...one } });
}
