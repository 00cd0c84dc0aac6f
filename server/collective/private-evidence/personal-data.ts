import type { Viewer } from '#server/http/viewer.ts';
import { dateToDay, type Database } from '#server/database/db.ts';
import { decryptMessageText } from '#server/community/private-messages/keys.ts';
import type { OwnPrivateEvidenceData } from '#shared/collective/private-evidence.ts';

/** The private-evidence part of a member's personal data export. */
export async function findOwnPrivateEvidenceData(
  { prisma }: Database,
  key: Buffer,
  { id: memberId }: Pick<Viewer, 'id'>,
): Promise<OwnPrivateEvidenceData> {
  const platform = { select: { slug: true } };
  const where = { memberId };
  const evidence = await prisma.privateEvidence.findMany({ where, include: { platform } });
  const works = await prisma.worksThere.findMany({ where, include: { platform } });
  const draws = await prisma.privateEvidenceChecker.findMany({ where });
  const voices = await prisma.privateEvidenceVoice.findMany({ where });
  return {
    privateEvidence: evidence.map(({ id, text, pictureKey, sentOn, platform: { slug } }) => ({
      id,
      platform: slug,
      text: decryptMessageText(key, id, text),
      picture: pictureKey,
      sentOn: dateToDay(sentOn),
    })),
    worksThere: works.map(({ until, platform: { slug } }) => ({
      platform: slug,
      until: dateToDay(until),
    })),
    privateDraws: draws.map(({ evidenceId, drawnOn, replaced }) => ({
      evidence: evidenceId,
      drawnOn: dateToDay(drawnOn),
      replaced,
    })),
    privateVoices: voices.map(({ evidenceId, accepts }) => ({ evidence: evidenceId, accepts })),
  };
}
