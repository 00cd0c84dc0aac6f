import { z } from 'zod/mini';
import { dayToDate, type Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import {
  defineChangeKind,
  type ChangeKind,
  type PeopleBehindChange,
  type ChangeRequest,
  type AppliedChange,
} from '#server/identity/two-person-approval/change-kind.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import {
  markStale,
  markFiguresOfAuthorsStale,
  markFiguresOfLinkedAccountsStale,
} from '#server/directory/stale-figures/mark-stale.ts';
import { sharesVoiceSql } from '#server/database/predicates/shared-voice.ts';
import { representsPlatformSql } from '#server/public-schema/member-involvement.ts';
import { today } from '#shared/core/days.ts';
import type { FindingDecisionKind } from '#shared/evidence/manipulation-findings.ts';
import { checkFindingDecision, type FindingSituation } from './rules.ts';

/**
 * The proposed changes of findings: to lift one, so that the suspects' posts weigh again, and to
 * restore it.
 */
export const PROPOSABLE_FINDING_CHANGES: Readonly<Record<FindingDecisionKind, ChangeKind>> = {
  'lift-finding': findingChange('lift-finding'),
  'restore-finding': findingChange('restore-finding'),
};

/**
 * SQL: whether member `who` has a conflict of interest in finding `id`: it names her or an account
 * with her voice, or she represents its platform.
 */
export function hasConflictInFindingSql(who: string, id: string): string {
  return `(EXISTS (SELECT 1 FROM finding_suspect cs JOIN author ca ON ca.id = cs.author_id
      WHERE cs.finding_id = ${id} AND (ca.member_id = ${who} OR ${sharesVoiceSql(who, 'ca.member_id')}))
    OR ${representsPlatformSql(who, `(SELECT cf.platform_id FROM finding cf WHERE cf.id = ${id})`)})`;
}

function findingChange(kind: FindingDecisionKind): ChangeKind {
  return defineChangeKind({
    kind,
    of: 'finding',
    by: 'moderators',
    payload: z.object({}),
    isConcerned: hasConflictInFindingSql,
    subjectExists: (id) => `EXISTS (SELECT 1 FROM finding sf WHERE sf.id = ${id})`,
    check: async (tx, { subjectId, rule }) =>
      checkFindingDecision({ kind, rule }, await lockFinding(tx, subjectId)),
    apply: (tx, asked, by, now) => decide(tx, kind, asked, by, now),
    inverse: () =>
      kind === 'lift-finding'
        ? { kind: 'restore-finding', rule: 'lifted-by-mistake', payload: {} }
        : { kind: 'lift-finding', rule: 'restored-by-mistake', payload: {} },
    describe: async (sql, { subjectId }) => {
      const [platform] = await sql(
        statement(
          { key: col.text, name: col.text },
          `SELECT p.slug AS key, p.name FROM finding f JOIN platform p ON p.id = f.platform_id
          WHERE f.id = $1`,
        ),
        [subjectId],
      );
      return platform === undefined ? null : { about: { kind: 'platform', ...platform } };
    },
  });
}

async function decide(
  tx: Db,
  kind: FindingDecisionKind,
  { subjectId: findingId, rule, reason }: ChangeRequest<object>,
  { memberId, hands, alone }: PeopleBehindChange,
  now: Date,
): Promise<AppliedChange> {
  const finding = await lockFinding(tx, findingId);
  const { platformId } = finding;
  const id = randomId();
  const decidedOn = dayToDate(today(now));
  await tx.decision.create({
    data: {
      id,
      kind,
      findingId,
      platformId,
      memberId,
      rule: rule ?? '',
      reason,
      alone,
      decidedOn,
      hands: { create: hands.map((hand, nth) => ({ number: nth + 1, ...hand })) },
    },
  });
  const lifts = kind === 'lift-finding';
  await tx.finding.update({
    where: { id: findingId },
    data: { liftedOn: lifts ? decidedOn : null },
  });
  await appendEntry(tx, now, {
    kind: lifts ? 'finding-lifted' : 'finding-restored',
    // The subject is the finding, whose entries show only a month: a day would reveal when the
    // posts came.
    subject: `finding/${findingId}`,
    row: `decision/${id}`,
  });
  await markStale(tx, 'platform', [platformId]);
  await markFiguresOfAuthorsStale(tx, finding.suspects);
  if (finding.kind === 'lockstep') await markFiguresOfLinkedAccountsStale(tx, platformId);
  return { result: `decision/${id}`, before: {} };
}

type LockedFinding = FindingSituation & {
  readonly platformId: string;
  readonly kind: string;
  readonly suspects: readonly string[];
};

async function lockFinding(tx: Db, id: string): Promise<LockedFinding> {
  const { sql } = tx;
  // Lock order: the platform first, as everywhere; its figures are computed under the same lock.
  await sql(
    `SELECT 1 FROM platform WHERE id = (SELECT platform_id FROM finding WHERE id = $1)
        FOR NO KEY UPDATE`,
    [id],
  );
  const [finding] = await sql(
    statement(
      {
        ended: col.bool,
        lifted: col.bool,
        platformId: col.text,
        kind: col.text,
        suspects: col.list(col.text),
      },
      `SELECT f.platform_id AS "platformId", f.kind,
            ARRAY(SELECT s.author_id FROM finding_suspect s WHERE s.finding_id = f.id) AS suspects,
            f.ended_on IS NOT NULL AS ended, f.lifted_on IS NOT NULL AS lifted
       FROM finding f WHERE f.id = $1`,
    ),
    [id],
  );
  return requireFound(finding);
}
