import { actOnce } from '#server/accounts/idempotency.ts';
import type { Viewer } from '#server/accounts/viewer.ts';
import { dateOf, sqlIn, type Db } from '#server/db.ts';
import { AppError } from '#server/errors.ts';
import { newId } from '#server/ids.ts';
import { lockPlatform } from '#server/platforms/facts.ts';
import { refreshFigures } from '#server/platforms/figures.ts';
import { requireRight } from '#server/platforms/rules.ts';
import { recordAll } from '#server/record/record.ts';
import { today } from '#shared/days.ts';
import type { DecisionInput } from '#shared/moderation.ts';
import { mayDecideOn } from './impartial.ts';
import { checkDecision } from './rules.ts';

/**
 * Records a platform as closed, or as open again, by a rule and for a reason.
 * @throws AppError not-allowed to who is no moderator, or speaks for it; conflict where it is so already.
 */
export async function decideOnPlatform(
  tx: Db,
  viewer: Viewer,
  slug: string,
  input: DecisionInput,
  now: Date,
): Promise<{ slug: string }> {
  requireRight(viewer, 'decide');
  return actOnce(tx, viewer.id, input, now, async () => {
    const platform = await lockPlatform(tx, slug);
    if (!(await mayDecideOn(sqlIn(tx), viewer.id, platform.id))) throw new AppError('not-allowed');
    checkDecision(input, platform);
    const { kind, rule, reason } = input;
    const closes = kind === 'close-platform';
    const day = dateOf(today(now));
    const id = newId();
    await tx.decision.create({
      data: {
        id,
        kind,
        platformId: platform.id,
        rule,
        reason,
        // Nobody else has to agree so far: it is said so, and another one may decide otherwise.
        alone: true,
        decidedOn: day,
        memberId: viewer.id,
      },
    });
    await tx.platform.update({
      where: { id: platform.id },
      data: { closedOn: closes ? day : null },
    });
    const subject = `platform/${platform.id}`;
    const act = closes ? 'platform-closed' : 'platform-reopened';
    await recordAll(tx, now, [
      { kind: act, subject, row: `decision/${id}` },
      { kind: 'content-stated', subject },
    ]);
    await refreshFigures(tx, platform.id, now);
    return { slug: platform.slug };
  });
}
