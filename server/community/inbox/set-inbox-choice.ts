import type { Prisma } from '#prisma/client.ts';
import type { Db } from '#server/database/db.ts';
import type { Viewer } from '#server/http/viewer.ts';

/** Choices of what reaches a member's inbox, each yes or no. */
type InboxChoice = Partial<
  Pick<
    Prisma.MemberChoicesUncheckedCreateInput,
    'followsOwn' | 'weeklyNews' | 'answersQuestions' | 'organiserMessages'
  >
>;

/** Sets choices of the viewer from now on. */
export async function setInboxChoice(tx: Db, viewer: Viewer, choice: InboxChoice): Promise<void> {
  await tx.memberChoices.upsert({
    where: { memberId: viewer.id },
    create: { memberId: viewer.id, ...choice },
    update: choice,
  });
}
