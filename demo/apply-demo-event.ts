import type { Secrets } from '#server/core/secrets.ts';
import { deleteAccount, leavingKeys } from '#server/portability/personal-data/delete-account.ts';
import { grantRole } from '#server/governance/moderators/grant-role.ts';
import type { Role, Viewer } from '#server/http/viewer.ts';
import { decideOnFinding } from '#server/evidence/manipulation-detection/actions.ts';
import { confirmProof, doubtProof } from '#server/evidence/proof-verification/proof-statements.ts';
import { giveOpinion } from '#server/evidence/proof-verification/check-opinions.ts';
import { decideOnCheck } from '#server/evidence/proof-verification/decide-on-check.ts';
import { addClient } from '#server/directory/clients/find-or-create-client.ts';
import {
  addClientIdentity,
  addClientName,
  mergeClients,
} from '#server/directory/clients/change-actions.ts';
import { publishIdentityGuess } from '#server/directory/clients/identity-guesses.ts';
import { sendPrivateEvidence } from '#server/collective/private-evidence/actions.ts';
import { saveClientReview } from '#server/evidence/client-reviews/actions.ts';
import type { Db } from '#server/database/db.ts';
import type { FingerprintedImage } from '#server/media/files/sanitized-image.ts';
import { randomId } from '#server/core/ids.ts';
import { addMeToo, publishIncident, withdrawIncident } from '#server/evidence/incidents/actions.ts';
import { decideOnPlatform } from '#server/governance/platform-decisions/actions.ts';
import {
  correctPayout,
  publishPayout,
  confirmStillPending,
  withdrawPayout,
} from '#server/evidence/payouts/actions.ts';
import type { SlipDeps } from '#server/evidence/publication/publish-report.ts';
import { closeClaim } from '#server/evidence/payouts/close-claim.ts';
import type { StoredPicture } from '#server/media/pictures/attach-picture.ts';
import {
  addPlatform,
  correctPlatform,
  undoPlatformRevision,
} from '#server/directory/platforms/actions.ts';
import { disputeRevision } from '#server/directory/platforms/revision-disputes.ts';
import { savePlatformReview } from '#server/evidence/reviews/actions.ts';
import { withdrawOwnContent } from '#server/governance/withdrawals/withdraw-own-content.ts';
import { publishTaskReport } from '#server/evidence/tasks/actions.ts';
import { refreshPlatformFigures } from '#server/evidence/standings/refresh-platform-figures.ts';
import { foldName } from '#shared/core/text.ts';
import { confirmInDemo } from './second-person.ts';
import { actOnCase } from './case-acts.ts';
import { reviewKey } from './cases.ts';
import { actInForum } from './forum-acts.ts';
import type { DemoEvent } from './plan.ts';
import { showAtOnce } from './show-at-once.ts';

const SHOWN_THERE = 'La plateforme l’affiche sur ses tâches.';

/** Names that the plan's acts refer to. */
export type Lived = {
  readonly members: Map<string, string>;
  readonly moderators: Set<string>;
  /** What was published, by its key in the plan. */
  readonly ids: Map<string, string>;
  /** The platform of each correction. */
  readonly slugs: Map<string, string>;
  readonly passwordHash: string;
  /** What private messages are encrypted with. */
  readonly secrets: Secrets;
  readonly slips: SlipDeps;
};

export function beginLives(passwordHash: string, secrets: Secrets, slips: SlipDeps): Lived {
  return {
    members: new Map(),
    moderators: new Set(),
    ids: new Map(),
    slugs: new Map(),
    passwordHash,
    secrets,
    slips,
  };
}

/**
 * Applies an event by the actions that members use, at its time. Its picture must be stored
 * already.
 */
export async function live(
  tx: Db,
  lived: Lived,
  { at, member, act }: DemoEvent,
  image: FingerprintedImage | null,
): Promise<void> {
  if (act.kind === 'join') {
    const id = randomId();
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
  const viewer = await viewerOf(tx, lived, member);
  const id = 'of' in act ? known(lived.ids, act.of) : '';
  const picture = image === null ? null : toStored(image);
  const { slips } = lived;
  switch (act.kind) {
    case 'become-moderator':
      await grantRole(tx, member, 'moderator', at);
      lived.moderators.add(member);
      return;
    case 'leave':
      return void (await deleteAccount(
        tx,
        viewer,
        lived.passwordHash,
        leavingKeys(lived.secrets),
        at,
      ));
    case 'add-platform':
      return void (await addPlatform(tx, viewer, act.platform, refreshPlatformFigures, at));
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
      return void (await undoPlatformRevision(tx, viewer, address, { source: act.source }, at));
    }
    case 'publish-payout': {
      const input = { ...act.facts, platform: act.slug, later: act.later === true };
      const payout = await publishPayout(tx, viewer, input, picture, slips, at);
      return void lived.ids.set(act.key, payout.id);
    }
    case 'close-payout': {
      const input = { ...act.facts, removeScreenshot: false };
      return void (await correctPayout(tx, viewer, id, input, picture, slips, at));
    }
    case 'still-waiting':
      return void (await confirmStillPending(tx, viewer, id, at));
    case 'close-claim':
      return void (await closeClaim(tx, viewer, id, act.answer, slips, at));
    case 'confirm':
      return void (await confirmProof(tx, viewer, id, at));
    case 'doubt':
      return void (await doubtProof(tx, viewer, id, act.doubt, at));
    case 'opine':
      return void (await giveOpinion(tx, viewer, await questionOf(tx, id, act), act.opinion, at));
    case 'settle': {
      const question = await questionOf(tx, id, act);
      return void (await decideOnCheck(tx, viewer, question, act.decision, at));
    }
    case 'withdraw-payout':
      return void (await withdrawPayout(tx, viewer, id, slips, at));
    case 'publish-incident': {
      const input = { ...act.facts, platform: act.slug };
      const incident = await publishIncident(tx, viewer, input, picture, at);
      lived.ids.set(act.key, incident.id);
      return showAtOnce(tx, at);
    }
    case 'echo':
      await addMeToo(tx, viewer, id, at);
      return showAtOnce(tx, at);
    case 'withdraw-incident':
      return void (await withdrawIncident(tx, viewer, id, at));
    case 'review':
      lived.ids.set(
        reviewKey(member, act.slug),
        (await savePlatformReview(tx, viewer, act.slug, act.facts, at)).id,
      );
      return showAtOnce(tx, at);
    case 'withdraw-review':
      return withdrawReview(tx, viewer, known(lived.ids, reviewKey(member, act.slug)), at);
    case 'report-task':
      return void (await publishTaskReport(
        tx,
        viewer,
        { ...act.facts, platform: act.slug },
        at,
        slips.draw,
      ));
    case 'add-client': {
      const { name, slug: platform, externalId } = act;
      const client = { name, platform, externalId, notAPerson: true };
      return void (await addClient(tx, viewer, client, at));
    }
    case 'name-client': {
      const input = { name: act.name, reason: act.reason, notAPerson: true };
      const slug = await clientNamed(tx, act.client);
      return confirmInDemo(tx, (await addClientName(tx, viewer, slug, input, at)).act, at);
    }
    case 'identify-client': {
      const input = { platform: act.slug, externalId: act.externalId, reason: SHOWN_THERE };
      const slug = await clientNamed(tx, act.client);
      return confirmInDemo(tx, (await addClientIdentity(tx, viewer, slug, input, at)).act, at);
    }
    case 'join-clients': {
      const input = { other: await clientNamed(tx, act.other), reason: act.reason };
      const slug = await clientNamed(tx, act.client);
      return confirmInDemo(tx, (await mergeClients(tx, viewer, slug, input, at)).act, at);
    }
    case 'guess-client': {
      const input = { text: act.text, source: act.source, notAPerson: true };
      return void (await publishIdentityGuess(
        tx,
        viewer,
        await clientNamed(tx, act.client),
        input,
        at,
      ));
    }
    case 'review-client': {
      const slug = await clientNamed(tx, act.client);
      await saveClientReview(tx, viewer, slug, act.facts, at);
      return showAtOnce(tx, at);
    }
    case 'send-privately': {
      const input = { platform: act.slug, text: act.text };
      return void (await sendPrivateEvidence(tx, lived.secrets, viewer, input, null, at));
    }
    case 'decide':
      return confirmInDemo(
        tx,
        (await decideOnPlatform(tx, viewer, act.slug, act.decision, at)).id,
        at,
      );
    case 'decide-finding': {
      const { kind, direction } = act.found;
      const where = { platform: { slug: act.slug }, kind, direction, endedOn: null };
      const finding = await tx.finding.findFirst({ where, select: { id: true } });
      // Whether chance explains a burst depends on the day of the week on which it began.
      if (finding === null) return;
      return confirmInDemo(
        tx,
        (await decideOnFinding(tx, viewer, finding.id, act.decision, at)).id,
        at,
      );
    }
    case 'flag':
    case 'propose-on-case':
    case 'propose-batch':
    case 'veil':
    case 'dismiss-case':
    case 'answer-proposal':
      return actOnCase(tx, viewer, act, id, at);
    default: {
      const get = (key: string): string => known(lived.ids, key);
      const set = (key: string, known: string): void => void lived.ids.set(key, known);
      const { secrets } = lived;
      return actInForum(tx, viewer, act, { ids: { get, set }, secrets }, at);
    }
  }
}

/** Nobody else is here yet to take the files away. */
function toStored({ marks, ...image }: FingerprintedImage): StoredPicture {
  return { image, marks, restoreFiles: async () => {} };
}

/** The address of a client, which the plan calls by its name. */
async function clientNamed(tx: Db, name: string): Promise<string> {
  const where = { name };
  return (await tx.client.findFirstOrThrow({ where, select: { slug: true } })).slug;
}

async function questionOf(tx: Db, payoutId: string, act: { about: string }): Promise<string> {
  const where = { payoutId, reason: act.about };
  const question = await tx.proofCheck.findFirstOrThrow({ where, select: { id: true } });
  return question.id;
}

async function viewerOf(tx: Db, lived: Lived, pseudonym: string): Promise<Viewer> {
  const roles: Role[] = lived.moderators.has(pseudonym) ? ['moderator'] : [];
  const id = known(lived.members, pseudonym);
  const { establishedOn } = await tx.member.findUniqueOrThrow({
    where: { id },
    select: { establishedOn: true },
  });
  return { id, pseudonym, language: 'fr', established: establishedOn !== null, roles };
}

function known(map: ReadonlyMap<string, string>, key: string): string {
  const id = map.get(key);
  if (id === undefined) throw new Error(`The plan of the demo refers to ${key} too early`);
  return id;
}

async function withdrawReview(tx: Db, viewer: Viewer, id: string, at: Date): Promise<void> {
  await withdrawOwnContent(tx, viewer, 'review', id, at);
}
