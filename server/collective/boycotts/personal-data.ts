import { dateToDay, type Database } from '#server/database/db.ts';
import type { OwnBoycotts } from '#shared/collective/boycott-personal-data.ts';

/**
 * The boycott part of a member's personal data export: her proposals; until destroyed, which calls
 * she seconded and for which she got a signature; and where her key signs. The site cannot link
 * pledges to members.
 */
export async function findOwnBoycottData(
  { prisma }: Database,
  memberId: string,
): Promise<OwnBoycotts> {
  const where = { memberId };
  const [proposed, seconded, tokens, organised] = await prisma.$transaction([
    prisma.boycott.findMany({
      where,
      orderBy: { proposedAt: 'asc' },
      include: { versions: { orderBy: { number: 'asc' } } },
    }),
    prisma.boycottSeconder.findMany({ where }),
    prisma.boycottToken.findMany({ where }),
    prisma.boycottOrganiser.findMany({ where }),
  ]);
  return {
    proposed: proposed.map((boycott) => ({
      ...boycott,
      proposedAt: boycott.proposedAt.toISOString(),
      versions: boycott.versions.map((version) => ({
        ...version,
        replacedAt: version.replacedAt.toISOString(),
      })),
    })),
    seconded: seconded.map(({ boycottId }) => boycottId),
    tokens: tokens.map(({ boycottId, rank }) => ({ boycott: boycottId, rank })),
    organised: organised.map(({ boycottId, signedOn }) => ({
      boycott: boycottId,
      signedOn: signedOn === null ? null : dateToDay(signedOn),
    })),
  };
}
