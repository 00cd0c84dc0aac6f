import { noteDemandSent } from '#server/collective/boycott-timeline/actions.ts';
import { publishTranslation } from '#server/collective/boycott-translations/actions.ts';
import { confirmTranslation } from '#server/collective/boycott-translations/second-person.ts';
import { proposeOrganiserMessage } from '#server/collective/organiser-messages/actions.ts';
import type { Database } from '#server/database/db.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { TranslationInput } from '#shared/collective/boycott-translations.ts';
import { addDays, today } from '#shared/core/days.ts';
import { agreeAsModerator, findModerators } from './second-person.ts';

/** What organisers and translators of a call do beside its steps. */
export type OrganisingPlan = {
  /** Its texts in the other language, which a second person confirms. */
  readonly translation?: Omit<TranslationInput, 'version'> & {
    readonly daysAgo: number;
  };
  /** Its proposer notes that she sent the demand some days before. */
  readonly demandSent?: { readonly daysAgo: number; readonly daysBefore: number };
  /** What its proposer writes to all who can pledge, which two moderators read. */
  readonly message?: { readonly text: string; readonly daysAgo: number; readonly offer?: true };
};

/** An event due at a moment of the demo's year. */
export type DueThen = { readonly at: Date; readonly run: () => Promise<void> };

/** A call that takes pledges or is on. */
export type OpenCall = { readonly id: string; readonly proposer: Viewer };

const DAY_MS = 86_400_000;

/** What is done for a call, each as far as the call comes in a small community. */
export function planOrganising(
  database: Database,
  { translation, demandSent, message }: OrganisingPlan,
  now: Date,
  of: {
    readonly findCall: () => Promise<OpenCall | null>;
    readonly findTranslators: (at: Date) => Promise<readonly Viewer[]>;
  },
): DueThen[] {
  const due: DueThen[] = [];
  const plan = (daysAgo: number, act: (call: OpenCall, at: Date) => Promise<void>): void => {
    const at = new Date(now.getTime() - daysAgo * DAY_MS);
    const run = async (): Promise<void> => {
      const call = await of.findCall();
      if (call !== null) await act(call, at);
    };
    due.push({ at, run });
  };
  if (translation !== undefined) {
    plan(translation.daysAgo, async (call, at) => {
      const [translator, second] = await of.findTranslators(at);
      if (translator === undefined || second === undefined) return;
      await translate(database, call, translation, [translator, second], at);
    });
  }
  if (demandSent !== undefined) {
    plan(demandSent.daysAgo, (call, at) => noteSent(database, call, demandSent, at));
  }
  if (message !== undefined) {
    plan(message.daysAgo, (call, at) => writeToAll(database, call, message, at));
  }
  return due;
}

/** A message of its proposer, which the moderators of the day read. */
async function writeToAll(
  { prisma }: Database,
  { id, proposer }: OpenCall,
  { text, offer }: NonNullable<OrganisingPlan['message']>,
  at: Date,
): Promise<void> {
  await prisma.$transaction(async (tx) => {
    const input = offer === true ? { text, offer } : { text };
    await proposeOrganiserMessage(tx, proposer, id, input, at);
    for (const moderator of await findModerators(tx, at)) {
      await agreeAsModerator(tx, moderator, { messagesOf: id }, at);
    }
  });
}

/** A member translates the call, and another one confirms the translation. */
async function translate(
  { prisma }: Database,
  { id }: OpenCall,
  { daysAgo: _, ...texts }: NonNullable<OrganisingPlan['translation']>,
  [translator, second]: readonly [Viewer, Viewer],
  at: Date,
): Promise<void> {
  await prisma.$transaction(async (tx) => {
    const { id: made } = await publishTranslation(tx, translator, id, { ...texts, version: 1 }, at);
    await confirmTranslation(tx, second, made, { version: 1 }, at);
  });
}

async function noteSent(
  { prisma }: Database,
  { id, proposer }: OpenCall,
  { daysBefore }: NonNullable<OrganisingPlan['demandSent']>,
  at: Date,
): Promise<void> {
  const day = addDays(today(at), -daysBefore);
  await prisma.$transaction((tx) => noteDemandSent(tx, proposer, id, { way: 'mail', day }, at));
}
