import type { Viewer } from '#server/http/viewer.ts';
import { dateToDay, type Database } from '#server/database/db.ts';
import type { Secrets } from '#server/core/secrets.ts';
import { decryptRowTexts } from '#server/database/shredding/sealed-text.ts';
import { PRIVATE_EVIDENCE_KEY_PURPOSE } from './actions.ts';
import type { OwnPrivateEvidenceData } from '#shared/collective/private-evidence.ts';

export async function findOwnPrivateEvidenceData(
  { prisma }: Database,
  secrets: Secrets,
  { id: memberId }: Pick<Viewer, 'id'>,
): Promise<OwnPrivateEvidenceData> {
  const platform = { select: { slug: true } };
  const where = { memberId };
  const evidence = await prisma.privateEvidence.findMany({ where, include: { platform } });
  const works = await prisma.worksThere.findMany({ where, include: { platform } });
  const draws = await prisma.privateEvidenceChecker.findMany({ where });
  const answers = await prisma.privateEvidenceAnswer.findMany({ where });
  const sealed = evidence.map(({ id, keySlot, text }) => ({ id, keySlot, sealed: text }));
  const texts = await decryptRowTexts(secrets, PRIVATE_EVIDENCE_KEY_PURPOSE, sealed);
  return {
    privateEvidence: evidence.map(({ id, pictureKey, sentOn, platform: { slug } }, at) => ({
      id,
      platform: slug,
      text: texts[at] ?? null,
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
    privateVoices: answers.map(({ evidenceId, accepts }) => ({ evidence: evidenceId, accepts })),
  };
}
