import { deleteAccount } from '#server/accounts/leave.ts';
import { grantRole } from '#server/accounts/roles.ts';
import type { Role, Viewer } from '#server/accounts/viewer.ts';
import type { Db } from '#server/db.ts';
import type { SanitizedImage } from '#server/files/sanitized-image.ts';
import { newId } from '#server/ids.ts';
import { echoIncident, publishIncident, withdrawIncident } from '#server/incidents/actions.ts';
import { decideOnPlatform } from '#server/moderation/actions.ts';
import {
  correctPayout,
  publishPayout,
  sayStillWaiting,
  withdrawPayout,
} from '#server/payouts/actions.ts';
import type { StoredPicture } from '#server/pictures/attach.ts';
import { addPlatform, correctPlatform, undoRevision } from '#server/platforms/actions.ts';
import { disputeRevision } from '#server/platforms/disputes.ts';
import { saveReview, withdrawReview } from '#server/reviews/actions.ts';
import { foldName } from '#shared/text.ts';
import type { DemoEvent } from './plan.ts';

/** What the acts of the plan refer to by name. */
export type Lived = {
  readonly members: Map<string, string>;
  readonly moderators: Set<string>;
  /** What was published, by its key in the plan. */
  readonly ids: Map<string, string>;
  /** The platform of each correction. */
  readonly slugs: Map<string, string>;
  readonly passwordHash: string;
};

export function beginLives(passwordHash: string): Lived {
  return {
    members: new Map(),
    moderators: new Set(),
    ids: new Map(),
    slugs: new Map(),
    passwordHash,
  };
}

/**
 * Does what one event says, by the actions that members use, at the time of the event. A picture
 * must be stored already.
 */
export async function live(
  tx: Db,
  lived: Lived,
  { at, member, act }: DemoEvent,
  image: SanitizedImage | null,
): Promise<void> {
  if (act.kind === 'join') {
    const id = newId();
    await tx.member.create({
      data: {
        id,
        pseudonym: member,
        pseudonymKey: foldName(member),
        passwordHash: lived.passwordHash,
        lang: 'fr',
        createdAt: at,
      },
    });
    lived.members.set(member, id);
    return;
  }
  const viewer = viewerOf(lived, member);
  const id = 'of' in act ? known(lived.ids, act.of) : '';
  // Nobody else is here yet to take the files away.
  const picture: StoredPicture | null =
    image === null ? null : { image, marks: null, secure: async () => {} };
  switch (act.kind) {
    case 'become-moderator':
      await grantRole(tx, member, 'moderator', at);
      lived.moderators.add(member);
      return;
    case 'leave':
      return deleteAccount(tx, viewer, lived.passwordHash, at);
    case 'add-platform':
      return void (await addPlatform(tx, viewer, act.platform, at));
    case 'correct': {
      await correctPlatform(tx, viewer, act.slug, act.correction, at);
      lived.slugs.set(act.key, act.slug);
      const revision = await tx.platformRevision.findFirstOrThrow({
        where: { platform: { slug: act.slug }, createdAt: at },
        select: { id: true },
      });
      return void lived.ids.set(act.key, revision.id);
    }
    case 'dispute': {
      const address = { slug: known(lived.slugs, act.of), id };
      return void (await disputeRevision(tx, viewer, address, { reason: act.reason }, at));
    }
    case 'undo': {
      const address = { slug: known(lived.slugs, act.of), id };
      return void (await undoRevision(tx, viewer, address, { source: act.source }, at));
    }
    case 'publish-payout': {
      const input = { ...act.facts, platform: act.slug };
      const payout = await publishPayout(tx, viewer, input, picture, at);
      return void lived.ids.set(act.key, payout.id);
    }
    case 'close-payout': {
      const input = { ...act.facts, removeScreenshot: false };
      return void (await correctPayout(tx, viewer, id, input, picture, at));
    }
    case 'still-waiting':
      return void (await sayStillWaiting(tx, viewer, id, at));
    case 'withdraw-payout':
      return void (await withdrawPayout(tx, viewer, id, at));
    case 'publish-incident': {
      const input = { ...act.facts, platform: act.slug };
      const incident = await publishIncident(tx, viewer, input, null, at);
      return void lived.ids.set(act.key, incident.id);
    }
    case 'echo':
      return void (await echoIncident(tx, viewer, id, at));
    case 'withdraw-incident':
      return void (await withdrawIncident(tx, viewer, id, at));
    case 'review':
      return void (await saveReview(tx, viewer, act.slug, act.facts, at));
    case 'withdraw-review':
      return withdrawReview(tx, viewer, act.slug, at);
    case 'decide':
      return void (await decideOnPlatform(tx, viewer, act.slug, act.decision, at));
  }
}

function viewerOf(lived: Lived, pseudonym: string): Viewer {
  const roles: Role[] = lived.moderators.has(pseudonym) ? ['moderator'] : [];
  const id = known(lived.members, pseudonym);
  return { id, pseudonym, language: 'fr', established: false, roles };
}

function known(map: ReadonlyMap<string, string>, key: string): string {
  const id = map.get(key);
  if (id === undefined) throw new Error(`The plan of the demo refers to ${key} too early`);
  return id;
}
