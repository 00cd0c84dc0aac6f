import { isModeratorOnSql } from '#server/database/predicates/moderators.ts';
import { col, statement } from '#server/database/sql.ts';
import type { Database } from '#server/database/db.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { DEMO_MODERATOR } from '#server/portability/demo/demo-accounts.ts';
import { proposeFund } from '#server/collective/solidarity-funds/actions.ts';
import { today } from '#shared/core/days.ts';
import { agreeAsModerator } from './second-person.ts';

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
    const moderators = await tx.sql(MODERATORS, [today(at), DEMO_MODERATOR]);
    for (const { id, pseudonym } of moderators) {
      if (waits === true && pseudonym === DEMO_MODERATOR) continue;
      const who = { id, pseudonym, language: 'fr', established: true } as const;
      const moderator: Viewer = { ...who, roles: ['moderator'] };
      await agreeAsModerator(tx, moderator, { fundsOf: boycottId }, at);
    }
  });
}

// $1 is the day, $2 the pseudonym of the demo's moderator, who is the second one.
const MODERATORS = statement(
  { id: col.text, pseudonym: col.text },
  `SELECT m.id, m.pseudonym FROM member m WHERE ${isModeratorOnSql('m.id', '$1::date')}
    ORDER BY m.pseudonym = $2, m.pseudonym`,
);
