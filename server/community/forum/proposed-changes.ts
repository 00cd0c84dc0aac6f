import { z } from 'zod/mini';
import type { Prisma } from '#prisma/client.ts';
import { AppError } from '#server/core/errors.ts';
import {
  defineChangeKind,
  type ChangeKind,
} from '#server/identity/two-person-approval/change-kind.ts';
import type { BilingualText } from '#shared/identity/two-person-approval.ts';
import {
  threadClosingRule,
  threadChange,
  type ThreadDecisionInput,
} from '#shared/community/thread-decisions.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { sharesVoiceSql } from '#server/database/predicates/shared-voice.ts';
import { representsPlatformSql } from '#server/public-schema/member-involvement.ts';
import { applyThreadDecision } from './apply-thread-decision.ts';
import { findGuideText, lockThread } from './lock-thread.ts';
import { checkThreadDecision } from './rules.ts';

/**
 * Decisions on a thread that need a second person. Slow mode and the end of a guide need none, since
 * they hide nothing.
 */
export type ProposableThreadDecision = Exclude<ThreadDecisionInput['decision'], 'slow' | 'unguide'>;

/**
 * The proposed changes of others' threads: to pin, close, move and rename one, and to undo that; to
 * make one a guide, which two moderators other than its author have read.
 */
export const PROPOSABLE_THREAD_CHANGES: Readonly<Record<ProposableThreadDecision, ChangeKind>> = {
  pin: threadChangeKind('pin'),
  unpin: threadChangeKind('unpin'),
  close: threadChangeKind('close'),
  reopen: threadChangeKind('reopen'),
  move: threadChangeKind('move'),
  rename: threadChangeKind('rename'),
  guide: threadChangeKind('guide'),
};

/**
 * SQL: whether member `who` has a conflict of interest in thread `id`: she or an account with her
 * voice started it, or she represents its platform.
 */
export function hasConflictInThreadSql(who: string, id: string): string {
  return `EXISTS (SELECT 1 FROM forum_thread ft WHERE ft.id = ${id} AND (ft.member_id = ${who}
    OR ${sharesVoiceSql(who, 'ft.member_id')} OR ${representsPlatformSql(who, 'ft.platform_id')}))`;
}

/** SQL: whether thread `id` is there. */
export function threadExistsSql(id: string): string {
  return `EXISTS (SELECT 1 FROM forum_thread st WHERE st.id = ${id})`;
}

const stateBefore = z.object({
  title: z.string(),
  category: z.string(),
  closedRule: z.nullable(z.string()),
});

function threadChangeKind(decision: ProposableThreadDecision): ChangeKind {
  return defineChangeKind({
    kind: `${decision}-thread`,
    of: 'thread',
    by: 'moderators',
    payload: threadChange,
    isConcerned: hasConflictInThreadSql,
    subjectExists: threadExistsSql,
    check: async (tx, { subjectId, rule, payload }) => {
      const thread = await lockThread(tx, subjectId);
      const guideText = await findGuideText(tx, subjectId);
      const input = { ...payload, decision, rule: readRule(rule) };
      checkThreadDecision(input, { ...thread, guideText });
      if (payload.category === undefined) return;
      const where = { slug: payload.category };
      if ((await tx.forumCategory.count({ where })) === 0) throw new AppError('conflict');
    },
    apply: async (tx, { subjectId, rule, reason, payload }, by, now) => {
      const { sources = [], ...changed } = payload;
      const input = { ...changed, decision, reason, rule: readRule(rule) };
      return applyThreadDecision(tx, subjectId, input, { ...by, sources }, now);
    },
    inverse: (_, before) => inverseOf(decision, before),
    describe: async (sql, { subjectId, payload }, before) => {
      const [thread] = await sql(
        statement(
          { key: col.text, name: col.text, category: col.text },
          `SELECT t.id AS key, t.title AS name, c.slug AS category FROM forum_thread t
           JOIN forum_category c ON c.id = t.category_id WHERE t.id = $1`,
        ),
        [subjectId],
      );
      if (thread === undefined) return null;
      const { key, name, category } = thread;
      const about = { kind: 'thread', key, name } as const;
      const was = before === null ? null : stateBefore.parse(before);
      if (decision === 'rename') {
        return { about, from: same(was?.title ?? name), to: same(payload.title ?? name) };
      }
      if (decision === 'guide') return { about, to: same((payload.sources ?? []).join('\n')) };
      if (decision !== 'move') return { about };
      return {
        about,
        from: await categoryNamed(sql, was?.category ?? category),
        to: await categoryNamed(sql, payload.category ?? category),
      };
    },
  });
}

function inverseOf(decision: ProposableThreadDecision, stored: Prisma.JsonValue) {
  if (decision === 'guide') return null;
  const { title, category, closedRule } = stateBefore.parse(stored);
  const inverse = {
    pin: { kind: 'unpin-thread', rule: null, payload: {} },
    unpin: { kind: 'pin-thread', rule: null, payload: {} },
    close: { kind: 'reopen-thread', rule: null, payload: {} },
    reopen: { kind: 'close-thread', rule: closedRule, payload: {} },
    move: { kind: 'move-thread', rule: null, payload: { category } },
    rename: { kind: 'rename-thread', rule: null, payload: { title } },
  } as const;
  return inverse[decision];
}

function readRule(rule: string | null): ThreadDecisionInput['rule'] {
  return rule === null ? undefined : threadClosingRule.parse(rule);
}

function same(text: string): BilingualText {
  return { fr: text, en: text };
}

async function categoryNamed(sql: Sql, slug: string): Promise<BilingualText> {
  const [row] = await sql(
    statement(
      { fr: col.text, en: col.text },
      'SELECT name_fr AS fr, name_en AS en FROM forum_category WHERE slug = $1',
    ),
    [slug],
  );
  return row ?? same(slug);
}
