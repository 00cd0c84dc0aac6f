import type { Database } from '#server/database/db.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { DEMO_MODERATOR } from '#server/portability/demo/demo-accounts.ts';
import { proposeFund } from '#server/collective/solidarity-funds/actions.ts';
import { agreeAsModerator, findModerators } from './second-person.ts';

/** A fund for those who take part in a boycott of the demo. */
export type FundPlan = {
  readonly name: string;
  readonly address: string;
  /** Days before the end of the demo. */
  readonly daysAgo: number;
  /** The demo's moderator has not looked at it yet. */
  readonly waits?: true;
};

/** Proposes a fund and lets the moderators of the day check it. */
export async function proposeFundInDemo(
  { prisma }: Database,
  proposer: Viewer,
  boycottId: string,
  { name, address, waits }: FundPlan,
  at: Date,
): Promise<void> {
  await prisma.$transaction(async (tx) => {
    await proposeFund(tx, proposer, boycottId, { name, address }, at);
    const moderators = await findModerators(tx, at);
    for (const moderator of moderators) {
      if (waits === true && moderator.pseudonym === DEMO_MODERATOR) continue;
      await agreeAsModerator(tx, moderator, { fundsOf: boycottId }, at);
    }
  });
}
