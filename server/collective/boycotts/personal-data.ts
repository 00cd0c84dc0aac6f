import { dateToDay, type Database } from '#server/database/db.ts';
import type { OwnBoycotts } from '#shared/collective/boycott-personal-data.ts';
import type { Secrets } from '#server/core/secrets.ts';
import { findMemberAliases } from '#server/collective/boycott-procedure/member-aliases.ts';

/**
 * Finds the boycott part of a member's personal data export: her proposals; the calls that she
 * seconded and the boycotts for which she got a signature, until that is destroyed; and where she
 * is an organiser. The site cannot link pledges to members.
 */
export async function findOwnBoycottData(
  { prisma, sql }: Database,
  secrets: Secrets,
  memberId: string,
): Promise<OwnBoycotts> {
  const where = { memberId };
  const seconding = await findMemberAliases(sql, secrets, memberId, 'seconding');
  const holding = await findMemberAliases(sql, secrets, memberId, 'tokens');
  const [proposed, seconded, tokens, organised] = await prisma.$transaction([
    prisma.boycott.findMany({
      where,
      orderBy: { proposedAt: 'asc' },
      include: { versions: { orderBy: { number: 'asc' } } },
    }),
    prisma.boycottSecond.findMany({ where: { alias: { in: [...seconding.values()] } } }),
    prisma.boycottTokenHolder.findMany({ where: { alias: { in: [...holding.values()] } } }),
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
