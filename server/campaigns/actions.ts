import { actOnce } from '#server/accounts/idempotency.ts';
import type { Viewer } from '#server/accounts/viewer.ts';
import { dateOf, sqlIn, type Db } from '#server/db.ts';
import { found } from '#server/errors.ts';
import { newId } from '#server/ids.ts';
import { record } from '#server/record/record.ts';
import { refreshFigures } from '#server/platforms/figures.ts';
import { markWorkOfAuthors, markWorkOfVoices } from '#server/stale/marks.ts';
import { today } from '#shared/days.ts';
import type { FindingDecisionInput } from '#shared/findings.ts';
import { checkFindingDecision, type FindingSituation } from './rules.ts';

/**
 * Lifts a finding, so that what it names weighs again, or restores it; by a rule, for a reason. One
 * moderator is enough and it is said: another can turn it back.
 * @throws AppError not-allowed to who is no moderator, or is named by it; conflict where it is so.
 */
export async function decideOnFinding(
  tx: Db,
  viewer: Viewer,
  findingId: string,
  input: FindingDecisionInput,
  now: Date,
): Promise<{ slug: string }> {
  return actOnce(tx, viewer.id, input, now, async () => {
    const finding = await lockFinding(tx, viewer, findingId);
    const { kind, rule, reason } = input;
    checkFindingDecision(input, viewer.roles.includes('moderator'), finding);
    const id = newId();
    const decidedOn = dateOf(today(now));
    const { platformId, slug } = finding;
    const about = { findingId, platformId, memberId: viewer.id };
    await tx.decision.create({
      data: { id, ...about, kind, rule, reason, alone: true, decidedOn },
    });
    const lifts = kind === 'lift-finding';
    await tx.finding.update({
      where: { id: findingId },
      data: { liftedOn: lifts ? decidedOn : null },
    });
    const act = lifts ? 'finding-lifted' : 'finding-restored';
    // Under a subject of its own, which shows its month: the day would tell when its posts came.
    const subject = `finding/${findingId}`;
    await record(tx, now, { kind: act, subject, row: `decision/${id}` });
    await refreshFigures(tx, platformId, now);
    await markWorkOfAuthors(tx, finding.suspects);
    if (finding.kind === 'lockstep') await markWorkOfVoices(tx, platformId);
    return { slug };
  });
}

type LockedFinding = FindingSituation & {
  readonly platformId: string;
  readonly slug: string;
  readonly kind: string;
  readonly suspects: readonly string[];
};

async function lockFinding(tx: Db, viewer: Viewer, id: string): Promise<LockedFinding> {
  const sql = sqlIn(tx);
  // The platform first, as everywhere: its figures are computed under the same lock.
  await sql(
    `SELECT 1 FROM platform WHERE id = (SELECT platform_id FROM finding WHERE id = $1)
        FOR NO KEY UPDATE`,
    [id],
  );
  const [finding] = await sql<LockedFinding>(
    `SELECT f.platform_id AS "platformId", p.slug, f.kind,
            ARRAY(SELECT s.author_id FROM finding_suspect s WHERE s.finding_id = f.id) AS suspects,
            f.ended_on IS NOT NULL AS ended,
            f.lifted_on IS NOT NULL AS lifted,
            EXISTS (SELECT 1 FROM finding_suspect s JOIN author a ON a.id = s.author_id
              WHERE s.finding_id = f.id AND a.member_id = $2) AS party
       FROM finding f JOIN platform p ON p.id = f.platform_id WHERE f.id = $1`,
    [id, viewer.id],
  );
  return found(finding);
}
