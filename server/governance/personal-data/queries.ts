import { dateToDay, type Database } from '#server/database/db.ts';
import type { OwnModerationData } from '#shared/governance/moderation-personal-data.ts';

const ABOUT = { case: { select: { subject: true } } } as const;

/** Finds the moderation part of a member's personal data export; never who else took part. */
export async function findOwnModerationData(
  { prisma }: Database,
  memberId: string,
): Promise<OwnModerationData> {
  const where = { memberId };
  const [flags, pause, parties, proposed, seconded, hands, taken] = await prisma.$transaction([
    prisma.flag.findMany({ where, include: ABOUT, orderBy: { id: 'asc' } }),
    prisma.flagPause.findUnique({ where }),
    prisma.caseParty.findMany({ where, include: ABOUT }),
    prisma.caseProposal.findMany({ where, include: ABOUT }),
    prisma.caseProposal.findMany({ where: { secondId: memberId }, include: ABOUT }),
    prisma.decisionHand.findMany({ where, include: { decision: true } }),
    prisma.moderationCase.findMany({ where: { takenBy: memberId } }),
  ]);
  const [appeals, juries, names, words, care, turns] = await prisma.$transaction([
    prisma.appeal.findMany({ where }),
    prisma.juror.findMany({ where }),
    prisma.juryCandidate.findMany({ where }),
    prisma.juryNonce.findMany({ where }),
    prisma.moderatorCare.findUnique({ where }),
    prisma.moderatorTurn.findMany({ where, orderBy: { day: 'asc' } }),
  ]);
  const [acts, answered, draws] = await prisma.$transaction([
    prisma.proposedChange.findMany({ where }),
    prisma.proposedChange.findMany({
      where: { OR: [{ secondId: memberId }, { firstId: memberId, NOT: { memberId } }] },
    }),
    prisma.actDraw.findMany({ where }),
  ]);
  const [pauses, looks] = await prisma.$transaction([
    prisma.postingPause.findMany({ where, orderBy: { id: 'asc' } }),
    prisma.likenessLook.findMany({ where, orderBy: { caseId: 'asc' } }),
  ]);
  return {
    pauses: pauses.map(({ id, days, posts, endsAt, hiddenBy }) => ({
      id,
      days,
      posts: posts as string[],
      until: endsAt?.toISOString() ?? null,
      holds: hiddenBy !== null,
    })),
    likenessLooks: looks.map(({ caseId, lookedOn, answer }) => ({
      case: caseId,
      on: dateToDay(lookedOn),
      answer,
    })),
    flags: flags.map(({ case: { subject }, flaggedOn, ...flag }) => ({
      ...flag,
      about: subject,
      flaggedOn: dateToDay(flaggedOn),
    })),
    flagPause: pause === null ? null : { ...pause, endsOn: dateToDay(pause.endsOn) },
    parties: parties.map(({ caseId, case: { subject }, role }) => ({
      case: caseId,
      about: subject,
      role,
    })),
    proposals: [
      ...proposed.map((one) => ({ ...one, as: 'proposer' as const })),
      ...seconded.map((one) => ({ ...one, as: 'second' as const, handle: one.secondHandle })),
    ].map(({ case: { subject }, proposedAt, ...one }) => ({
      ...one,
      about: subject,
      proposedAt: proposedAt.toISOString(),
    })),
    hands: hands.map(({ decisionId, seat, handle, decision: { subject, kind, decidedOn } }) => ({
      decision: decisionId,
      about: subject,
      kind,
      seat,
      handle,
      decidedOn: dateToDay(decidedOn),
    })),
    taken: taken.map(({ id, subject, takenUntil }) => ({
      case: id,
      about: subject,
      until: takenUntil?.toISOString() ?? null,
    })),
    appeals: appeals.map((appeal) => ({
      ...appeal,
      decision: appeal.decisionId,
      appealedAt: appeal.appealedAt.toISOString(),
    })),
    juries: juries.map((juror) => ({
      ...juror,
      jury: juror.juryId,
      askedAt: juror.askedAt.toISOString(),
    })),
    juryNames: names.map(({ juryId, name, salt }) => ({ jury: juryId, name, salt })),
    juryWords: words.map(({ juryId, role, commitment, nonce: told }) => ({
      jury: juryId,
      role,
      commitment,
      words: told,
    })),
    care:
      care === null
        ? null
        : { casesADay: care.casesADay, quietUntil: care.quietUntil?.toISOString() ?? null },
    acts: [
      ...acts.map((one) => ({ ...one, as: 'proposer' as const, objection: null })),
      ...answered.map((one) => ({
        ...one,
        as: 'second' as const,
        handle: one.firstId === memberId ? one.firstHandle : one.secondHandle,
      })),
    ].map(({ subject, proposedAt, payload, ...one }) => ({
      ...one,
      about: subject,
      payload: one.as === 'proposer' ? JSON.stringify(payload) : null,
      proposedAt: proposedAt.toISOString(),
    })),
    actDraws: draws.map(({ actId, drawnAt }) => ({ act: actId, drawnAt: drawnAt.toISOString() })),
    turns: turns.map(({ day }) => dateToDay(day)),
  };
}
