import type { z } from 'zod/mini';
import type { Prisma } from '#prisma/client.ts';
import type { Db } from '#server/database/db.ts';
import type { Sql } from '#server/database/sql.ts';
import type { DecisionMaker } from '#server/identity/roles/decision-maker-handles.ts';
import type {
  ChangeSubject,
  ChangeKindName,
  BilingualText,
} from '#shared/identity/two-person-approval.ts';

export type ChangeRequest<Payload = Prisma.JsonValue> = {
  /** The subject's id: 3k9… of `platform/3k9…`. */
  readonly subjectId: string;
  readonly rule: string | null;
  readonly reason: string;
  readonly payload: Payload;
};

export type PeopleBehindChange = {
  /** The proposer; null when her account is deleted. */
  readonly memberId: string | null;
  /** The proposer and, if any, the second person. */
  readonly hands: readonly Omit<DecisionMaker, 'memberId'>[];
  /** The change took effect without a second person. */
  readonly alone: boolean;
};

export type AppliedChange = {
  /** Name of the row written, e.g. decision/3k9…; null where nothing had to change. */
  readonly result: string | null;
  /** One person made the change: it is marked until somebody else confirms it. */
  readonly toConfirm?: boolean;
  /** The value before the change, from which `inverse` is made. */
  readonly before?: Prisma.InputJsonObject;
};

export type ChangeDescription = {
  readonly about: ChangeSubject;
  readonly from?: BilingualText | null;
  readonly to?: BilingualText | null;
  /** Of a move of posts, the topic that they move to. */
  readonly target?: ChangeSubject | null;
  /** Of a move of single posts, their ids. */
  readonly posts?: readonly string[];
};

export type ChangeKind = {
  readonly kind: ChangeKindName;
  /** Kind of the subject: `platform` in `platform/clickworker`. */
  readonly of: string;
  /** Who can propose changes of the kind, and answer them. */
  readonly by: 'moderators' | 'members';
  /**
   * SQL: whether member `who` has a conflict of interest in the subject `subjectId`, or in what else `payload` names.
   */
  readonly isConcerned: (who: string, subjectId: string, payload: string) => string;
  /** SQL: whether the subject still is there, so that `describe` finds it. */
  readonly subjectExists: (subjectId: string) => string;
  /**
   * Locks the subject, and refuses what could not take effect now.
   * @throws AppError bad-input, conflict or not-found.
   */
  readonly check: (tx: Db, asked: ChangeRequest, now: Date) => Promise<void>;
  /** Applies the change, and logs it in the transparency log. */
  readonly apply: (
    tx: Db,
    asked: ChangeRequest,
    by: PeopleBehindChange,
    now: Date,
  ) => Promise<AppliedChange>;
  /** The reverse change; null when it cannot be reversed. */
  readonly inverse: (
    asked: ChangeRequest,
    before: Prisma.JsonValue,
  ) => (Omit<ChangeRequest, 'reason' | 'subjectId'> & { kind: ChangeKindName }) | null;
  /** The public description; null when its subject is gone. */
  readonly describe: (
    sql: Sql,
    asked: ChangeRequest,
    before: Prisma.JsonValue,
  ) => Promise<ChangeDescription | null>;
};

export type ChangeKinds = ReadonlyMap<string, ChangeKind>;

type TypedKind<Payload> = Omit<ChangeKind, 'check' | 'apply' | 'inverse' | 'describe'> & {
  readonly payload: z.ZodMiniType<Payload>;
  readonly check: (tx: Db, asked: ChangeRequest<Payload>, now: Date) => Promise<void>;
  readonly apply: (
    tx: Db,
    asked: ChangeRequest<Payload>,
    by: PeopleBehindChange,
    now: Date,
  ) => Promise<AppliedChange>;
  readonly inverse?: (
    asked: ChangeRequest<Payload>,
    before: Prisma.JsonValue,
  ) => ReturnType<ChangeKind['inverse']>;
  readonly describe: (
    sql: Sql,
    asked: ChangeRequest<Payload>,
    before: Prisma.JsonValue,
  ) => ReturnType<ChangeKind['describe']>;
};

/** Defines a kind of change whose payload is parsed with a schema on each read from the database. */
export function defineChangeKind<Payload>(typed: TypedKind<Payload>): ChangeKind {
  const read = (asked: ChangeRequest): ChangeRequest<Payload> => ({
    ...asked,
    payload: typed.payload.parse(asked.payload),
  });
  return {
    ...typed,
    check: (tx, asked, now) => typed.check(tx, read(asked), now),
    apply: (tx, asked, by, now) => typed.apply(tx, read(asked), by, now),
    inverse: (asked, before) => typed.inverse?.(read(asked), before) ?? null,
    describe: (sql, asked, before) => typed.describe(sql, read(asked), before),
  };
}
