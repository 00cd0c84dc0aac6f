import { z } from 'zod/mini';
import { dayToDate, type Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import { lockPlatform } from '#server/directory/platforms/platform-facts.ts';
import {
  defineChangeKind,
  type ChangeKind,
  type PeopleBehindChange,
  type ChangeRequest,
  type AppliedChange,
} from '#server/identity/two-person-approval/change-kind.ts';
import { appendEntries } from '#server/transparency-log/append-entries.ts';
import { markStale } from '#server/directory/stale-figures/mark-stale.ts';
import { representsPlatformSql } from '#server/public-schema/member-involvement.ts';
import { today } from '#shared/core/days.ts';
import {
  platformDecisionRule,
  type PlatformDecisionKind,
} from '#shared/directory/platform-decisions.ts';
import { checkPlatformDecision } from './rules.ts';

/** The proposed changes of platforms: to mark one as closed, or open again. */
export const PROPOSABLE_PLATFORM_CHANGES: Readonly<Record<PlatformDecisionKind, ChangeKind>> = {
  'close-platform': platformChangeKind('close-platform'),
  'reopen-platform': platformChangeKind('reopen-platform'),
};

function platformChangeKind(kind: PlatformDecisionKind): ChangeKind {
  return defineChangeKind({
    kind,
    of: 'platform',
    by: 'moderators',
    payload: z.object({}),
    isConcerned: representsPlatformSql,
    subjectExists: (id) => `EXISTS (SELECT 1 FROM platform sp WHERE sp.id = ${id})`,
    check: async (tx, { subjectId, rule }) => {
      const platform = await lockById(tx, subjectId);
      checkPlatformDecision({ kind, rule: platformDecisionRule.parse(rule) }, platform);
    },
    apply: (tx, asked, by, now) => decide(tx, kind, asked, by, now),
    inverse: () =>
      kind === 'close-platform'
        ? { kind: 'reopen-platform', rule: 'closed-by-mistake', payload: {} }
        : { kind: 'close-platform', rule: 'reopened-by-mistake', payload: {} },
    describe: async (sql, { subjectId }) => {
      const [platform] = await sql(
        statement(
          { key: col.text, name: col.text },
          'SELECT slug AS key, name FROM platform WHERE id = $1',
        ),
        [subjectId],
      );
      return platform === undefined ? null : { about: { kind: 'platform', ...platform } };
    },
  });
}

async function lockById(tx: Db, id: string): ReturnType<typeof lockPlatform> {
  const platform = await tx.platform.findUnique({ where: { id }, select: { slug: true } });
  return lockPlatform(tx, requireFound(platform).slug);
}

async function decide(
  tx: Db,
  kind: PlatformDecisionKind,
  { subjectId: platformId, rule, reason }: ChangeRequest<object>,
  { memberId, hands, alone }: PeopleBehindChange,
  now: Date,
): Promise<AppliedChange> {
  const closes = kind === 'close-platform';
  const decidedOn = dayToDate(today(now));
  const id = randomId();
  await tx.decision.create({
    data: {
      id,
      kind,
      platformId,
      rule: rule ?? '',
      reason,
      alone,
      decidedOn,
      memberId,
      hands: { create: hands.map((hand, nth) => ({ number: nth + 1, ...hand })) },
    },
  });
  await tx.platform.update({
    where: { id: platformId },
    data: { closedOn: closes ? decidedOn : null },
  });
  const subject = `platform/${platformId}`;
  const act = closes ? 'platform-closed' : 'platform-reopened';
  await appendEntries(tx, now, [
    { kind: act, subject, row: `decision/${id}` },
    { kind: 'content-stated', subject },
  ]);
  await markStale(tx, 'platform', [platformId]);
  return { result: `decision/${id}`, before: {} };
}
