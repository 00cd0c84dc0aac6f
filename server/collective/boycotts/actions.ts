import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { updateThreadTitle } from '#server/community/forum/update-thread-title.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { AppError, requireFound } from '#server/core/errors.ts';
import type { Secrets } from '#server/core/secrets.ts';
import type {
  BoycottChange,
  RetrospectiveInput,
  OutcomeInput,
} from '#shared/collective/boycotts.ts';
import { MAX_THREAD_TITLE_LENGTH } from '#shared/community/thread-title.ts';
import {
  findTranslatorsOfFitting,
  tellTranslators,
} from '#server/collective/boycott-translations/actions.ts';
import { openBoycottBallot } from './ballots.ts';
import { parseEvidenceLinks } from './read-evidence-links.ts';
import {
  findMemberAliases,
  memberAliasFor,
  type MemberAlias,
} from '#server/collective/boycott-procedure/member-aliases.ts';
import {
  loadBoycottRightsFacts,
  lockBoycott,
  lockBoycottForAction,
  type ChangedBoycott,
  type LoadedBoycott,
} from '#server/collective/boycott-procedure/lock-boycott.ts';
import { refuseThresholdAboveHalf } from '#server/collective/boycott-procedure/possible-pledgers-today.ts';
import { boycottRights } from '#server/collective/boycott-procedure/rights.ts';
import {
  failBoycott,
  isBoycottStepDue,
  storeBoycottVersion,
  takeDueBoycottStep,
  type TakeStepDeps,
} from './take-due-step.ts';
import { deleteSeconders } from './delete-pledges.ts';

/**
 * Edits the text of a call during its debate; earlier versions stay public.
 * @throws AppError not-allowed, not-found, or bad-input for evidence that does not exist here and for a
 * threshold raised above half of who can pledge.
 */
export async function editBoycottText(
  tx: Db,
  viewer: Viewer,
  id: string,
  input: BoycottChange,
  origin: string | null,
  now: Date,
): Promise<ChangedBoycott> {
  return runIdempotently(tx, viewer.id, input, now, async () => {
    const boycott = await lockBoycottForAction(tx, viewer, id, 'change', now);
    const { title, grievance, demands, partaking, endsWhen, threshold } = input;
    const cards = await parseEvidenceLinks(tx, viewer, input, origin);
    const text = { title, grievance, demands, partaking, endsWhen, threshold, cards };
    if (saysTheSame(boycott, text)) return { id };
    // One that was allowed before may stay: it is lowered where pledging begins.
    if (threshold > boycott.threshold) {
      await refuseThresholdAboveHalf(tx, { ...boycott, threshold }, now);
    }
    const translators = await findTranslatorsOfFitting(tx, id);
    await storeBoycottVersion(tx, boycott, now);
    await tx.boycott.update({ where: { id }, data: text });
    // Another threshold or other evidence leaves translations as they are.
    const fitting = await findTranslatorsOfFitting(tx, id);
    const stale = translators.filter((member) => !fitting.includes(member));
    await tellTranslators(tx, id, stale, now);
    if (title !== boycott.title) await renameThread(tx, id, title, now);
    await appendEntry(tx, now, { kind: 'boycott-changed', subject: subjectOf(id) });
    return { id };
  });
}

async function renameThread(tx: Db, boycottId: string, title: string, now: Date): Promise<void> {
  const thread = await tx.forumThread.findUnique({ where: { boycottId }, select: { id: true } });
  if (thread !== null)
    await updateThreadTitle(tx, thread.id, title.slice(0, MAX_THREAD_TITLE_LENGTH), now);
}

function saysTheSame(boycott: LoadedBoycott, text: Readonly<Record<string, unknown>>): boolean {
  const before: Readonly<Record<string, unknown>> = boycott;
  return Object.entries(text).every(
    ([name, value]) => JSON.stringify(before[name]) === JSON.stringify(value),
  );
}

/**
 * Seconds a call; the third seconder opens the debate. Who seconded is stored until then and never
 * shown, so the form leaves no idempotency entry.
 * @throws AppError not-allowed for the proposer, and for members without evidence on the platform;
 * not-found.
 */
export async function secondBoycott(
  tx: Db,
  site: TakeStepDeps,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<ChangedBoycott> {
  const boycott = await lockBoycott(tx, id);
  const facts = await loadBoycottRightsFacts(tx, viewer, boycott, now);
  if (!boycottRights(viewer, facts, now).second) throw new AppError('not-allowed');
  const { alias } = await aliasToSecond(tx, site.secrets, viewer, id, now);
  const { established } = viewer;
  // No row is created when the member seconded before: she is counted already.
  const data = [{ boycottId: id, alias, established }];
  const { count } = await tx.boycottSecond.createMany({ data, skipDuplicates: true });
  if (count === 0) return { id };
  await takeDueBoycottStep(tx, site, boycott, now);
  return { id };
}

/**
 * Computes the viewer's alias as a seconder. When the phase's key is lost, as after a restore,
 * nobody's second is recognised: all are deleted, and seconding begins anew.
 */
async function aliasToSecond(
  tx: Db,
  secrets: Secrets,
  viewer: Viewer,
  boycottId: string,
  now: Date,
): Promise<MemberAlias> {
  const of = { boycottId, phase: 'seconding', memberId: viewer.id } as const;
  const known = await memberAliasFor(tx, secrets, of, now);
  if (known !== null) return known;
  await deleteSeconders(tx, boycottId);
  return requireFound(await memberAliasFor(tx, secrets, of, now));
}

/**
 * Withdraws the viewer's second before the debate begins.
 * @throws AppError not-found.
 */
export async function withdrawBoycottSecond(
  tx: Db,
  { secrets }: Pick<TakeStepDeps, 'secrets'>,
  viewer: Viewer,
  id: string,
): Promise<ChangedBoycott> {
  await lockBoycott(tx, id);
  const alias = (await findMemberAliases(tx.sql, secrets, viewer.id, 'seconding', id)).get(id);
  if (alias !== undefined) await tx.boycottSecond.deleteMany({ where: { boycottId: id, alias } });
  return { id };
}

/**
 * Calls a boycott off. Before its threshold is reached it fails; once it is on, its pledgers vote.
 * @throws AppError not-allowed unless the viewer is its proposer, between the two, and again within
 * a week.
 */
export async function callOffBoycott(
  tx: Db,
  site: TakeStepDeps,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<ChangedBoycott & { asked: boolean }> {
  const boycott = await lockBoycottForAction(tx, viewer, id, 'callOff', now);
  // Once the threshold is reached, pledges bind the proposer from that moment, not from the next
  // run of the job.
  if (await isBoycottStepDue(tx, site, boycott, now)) throw new AppError('not-allowed');
  const asked = boycott.state === 'on';
  if (asked) await openBoycottBallot(tx, boycott, 'call-off', now);
  else await failBoycott(tx, boycott, 'called-off', now);
  return { id, asked };
}

/**
 * States a boycott's outcome when its pledgers did not.
 * @throws AppError not-allowed unless the viewer is its proposer, and later than two weeks after
 * its end.
 */
export async function stateBoycottOutcome(
  tx: Db,
  viewer: Viewer,
  id: string,
  { outcome, text }: OutcomeInput,
  now: Date,
): Promise<ChangedBoycott> {
  await lockBoycottForAction(tx, viewer, id, 'sayOutcome', now);
  await tx.boycott.update({ where: { id }, data: { outcome, outcomeText: text } });
  await appendEntry(tx, now, { kind: 'boycott-outcome-said', subject: subjectOf(id) });
  return { id };
}

/**
 * Publishes the proposer's retrospective of a boycott, once.
 * @throws AppError not-allowed unless the viewer is its proposer, and later than half a year after
 * its end.
 */
export async function publishBoycottRetrospective(
  tx: Db,
  viewer: Viewer,
  id: string,
  { text }: RetrospectiveInput,
  now: Date,
): Promise<ChangedBoycott> {
  await lockBoycottForAction(tx, viewer, id, 'lookBack', now);
  await tx.boycott.update({ where: { id }, data: { lookBack: text } });
  await appendEntry(tx, now, { kind: 'boycott-looked-back', subject: subjectOf(id) });
  return { id };
}

function subjectOf(id: string): string {
  return `boycott/${id}`;
}
