import type { Database, Db } from '#server/database/db.ts';
import { col, statement, type RowOf, type Sql } from '#server/database/sql.ts';
import { FLAG_REASONS, parseCaseSubject, parseSubjectName } from '#shared/governance/cases.ts';
import { endCase } from './end-case.ts';
import { loadCaseSubject } from '#server/governance/cases/covered-posts.ts';
import { lockCase } from '#server/governance/cases/load-case.ts';
import { makeCaseDecision } from './make-decision.ts';
import {
  FLAGGABLE_CONTENT_ENTRIES,
  loadFlaggableSubject,
} from '#server/public-schema/flaggable-subjects.ts';
import { notifySubjectAuthor } from '#server/governance/cases/notifications.ts';

type Veil = RowOf<typeof OVER>;

/**
 * Lifts veils that nobody confirmed in time, by automated decisions. One failure does not hold up
 * the others.
 * @returns how many veils were lifted.
 * @throws AggregateError of the failures, after all others are done.
 */
export async function liftExpiredVeils({ prisma, sql }: Database, now: Date): Promise<number> {
  const over = await findExpiredVeils(sql, now);
  let lifted = 0;
  const failures: unknown[] = [];
  for (const veil of over) {
    try {
      if (await prisma.$transaction((tx) => liftVeil(tx, veil, now))) lifted += 1;
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'veils not lifted');
  return lifted;
}

export function findExpiredVeils(sql: Sql, now: Date): Promise<Veil[]> {
  return sql(OVER, [now.toISOString()]);
}

async function liftVeil(tx: Db, veil: Veil, now: Date): Promise<boolean> {
  // Lock the case: a second person may be confirming the veil right now.
  await lockCase(tx.sql, veil.caseId);
  const { kind, id } = parseSubjectName(veil.about);
  const subject = await loadFlaggableSubject(tx, kind, id);
  if (subject?.hiddenBy !== veil.id) return false;
  const { rule, origin, caseId } = veil;
  const made = await makeCaseDecision(
    tx,
    {
      caseId,
      subject,
      kind: 'restore',
      rule,
      reason: '',
      facts: '',
      origin,
      stage: 'veil',
      hands: [],
      automated: true,
      replaces: veil.id,
    },
    now,
  );
  await notifySubjectAuthor(tx, subject, { id: made.id, kind: 'restore' }, now);
  return true;
}

/** Ends open cases whose subject was withdrawn, since nothing is left to decide. */
export async function endCasesOfWithdrawnSubjects(
  { prisma, sql }: Database,
  now: Date,
): Promise<number> {
  const open = await sql(
    statement(
      {
        id: col.text,
        about: col.text,
        reason: col.oneOf(FLAG_REASONS),
        origin: col.text,
      },
      `SELECT id, subject AS about, reason, origin FROM moderation_case
      WHERE state <> 'closed' ORDER BY id`,
    ),
  );
  let ended = 0;
  for (const one of open) {
    const { kind, id } = parseCaseSubject(one.about);
    if ((await loadCaseSubject(prisma, one.id, one.about)) !== null) continue;
    const isEnded = await prisma.$transaction(async (tx) => {
      await lockCase(tx.sql, one.id);
      const { state } = await tx.moderationCase.findUniqueOrThrow({ where: { id: one.id } });
      if (state === 'closed') return false;
      const left = { memberId: null, platformId: null, clientId: null, taskId: null };
      const subject = { kind, id, ...left, hiddenBy: null, coveredBy: null };
      const decision = {
        caseId: one.id,
        subject,
        kind: 'dismiss',
        rule: FLAG_REASONS[one.reason],
        reason: '',
        facts: '',
        origin: one.origin,
        stage: 'first',
        hands: [],
        automated: true,
      } as const;
      const made = await makeCaseDecision(tx, decision, now);
      await endCase(
        tx,
        { caseId: one.id, subject, decision: { id: made.id, kind: 'dismiss' } },
        now,
      );
      return true;
    });
    if (isEnded) ended += 1;
  }
  return ended;
}

/** SQL: whether decision `d` hides something that still exists. */
const HIDES = FLAGGABLE_CONTENT_ENTRIES.map(
  ([, { table, there = 'true' }]) =>
    `EXISTS (SELECT 1 FROM ${table} t WHERE t.hidden_by = d.id AND ${there})`,
).join(' OR ');

const OVER = statement(
  { id: col.text, caseId: col.text, about: col.text, rule: col.text, origin: col.text },
  `
  SELECT d.id, d.case_id AS "caseId", d.subject AS about, d.rule, d.origin FROM decision d
   WHERE d.kind = 'veil' AND d.until <= $1::timestamptz
     AND NOT EXISTS (SELECT 1 FROM decision r WHERE r.replaces = d.id) AND (${HIDES}) ORDER BY d.until, d.id`,
);
