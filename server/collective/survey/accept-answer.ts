import { isMessageSignatureValid } from '#server/collective/blind-signing/blind-signatures.ts';
import { parsePublicKey } from '#server/collective/blind-signing/site-keys.ts';
import { lockSubjectShared } from '#server/collective/blind-signing/subject-locks.ts';
import { AppError } from '#server/core/errors.ts';
import { encodeSurveyMessage } from '#shared/collective/survey-messages.ts';
import { surveySubject, type SurveyAnswerInput } from '#shared/collective/survey.ts';
import type { SurveyDeps } from './deps.ts';
import { surveyYearOf } from './survey-years.ts';

/**
 * Accepts one member's answers; durable (in a slot on disk) once this resolves. Idempotent: of several
 * answers with one signature the first stays.
 * @throws AppError not-open for another year than this one, and bad-signature.
 */
export async function acceptAnswer(
  { database, slots, clock }: Pick<SurveyDeps, 'database' | 'slots' | 'clock'>,
  { year, key, prefix, signature, answers }: SurveyAnswerInput,
): Promise<void> {
  await database.prisma.$transaction(async (tx) => {
    await lockSubjectShared(tx, surveySubject(year));
    const row = await tx.surveyYear.findUnique({ where: { year } });
    if (row === null || year !== surveyYearOf(clock())) throw new AppError('not-open');
    const message = Buffer.concat([Buffer.from(prefix, 'base64'), encodeSurveyMessage(year, key)]);
    const signed = Buffer.from(signature, 'base64');
    if (!isMessageSignatureValid(parsePublicKey(row.publicKey), message, signed)) {
      throw new AppError('bad-signature');
    }
    if (slots.answersOf(year).some((one) => one.key === key)) return;
    const bytes = Uint8Array.from(Buffer.from(key, 'base64'));
    if ((await tx.surveyAnswer.count({ where: { year, key: bytes } })) > 0) return;
    await slots.put({ is: 'answer', year, key, prefix, signature, answers });
  });
}
