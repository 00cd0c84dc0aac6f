import type { z } from 'zod/mini';
import type { Prisma } from '#prisma/client.ts';
import type { Db } from '#server/database/db.ts';
import type { Sql } from '#server/database/sql.ts';
import type { Hand } from '#server/governance/moderation/make-decision.ts';
import type { ActAbout, ActKindName, Bilingual } from '#shared/governance/acts.ts';

/** An act as it was asked for: what it changes (`platform/3k9…` has the id 3k9…), to what, and why. */
export type Asked<Payload = Prisma.JsonValue> = {
  readonly subjectId: string;
  readonly rule: string | null;
  readonly reason: string;
  readonly payload: Payload;
};

/** Who stands behind an act that takes effect. */
export type ActedBy = {
  /** Who proposed it; null once her account is gone. */
  readonly memberId: string | null;
  /** The proposer and, where there is one, the second person. */
  readonly hands: readonly Omit<Hand, 'memberId'>[];
  /** Nobody confirmed it. */
  readonly alone: boolean;
};

/** What an act wrote, e.g. decision/3k9…, and what stood before it. */
export type Effect = {
  readonly result: string | null;
  /** By one person, it is marked until somebody else confirms it. */
  readonly toConfirm?: boolean;
  readonly before?: Prisma.InputJsonObject;
};

export type Described = {
  readonly about: ActAbout;
  readonly from?: Bilingual | null;
  readonly to?: Bilingual | null;
};

/** One kind of act: what it changes, who may not answer it, and how it takes effect. */
export type ActKind = {
  readonly kind: ActKindName;
  /** What stands before the stroke in the name of its subject. */
  readonly of: string;
  /** Who proposes it, and so who answers. */
  readonly by: 'moderators' | 'members';
  /** SQL: whether member `who` has an interest of her own in the subject with the id `subjectId`. */
  readonly isConcerned: (who: string, subjectId: string) => string;
  /**
   * Locks the subject, and refuses what could not take effect now.
   * @throws AppError bad-input, conflict or not-found.
   */
  readonly check: (tx: Db, asked: Asked, now: Date) => Promise<void>;
  /** Does it, and enters it into the public record. */
  readonly apply: (tx: Db, asked: Asked, by: ActedBy, now: Date) => Promise<Effect>;
  /** What turns it back; null where it is not turned back as an act. */
  readonly inverse: (
    asked: Asked,
    before: Prisma.JsonValue,
  ) => (Omit<Asked, 'reason' | 'subjectId'> & { kind: ActKindName }) | null;
  /** What everybody who sees it reads; null where its subject is gone. */
  readonly describe: (
    sql: Sql,
    asked: Asked,
    before: Prisma.JsonValue,
  ) => Promise<Described | null>;
};

/** All kinds of acts, by name. */
export type ActKinds = ReadonlyMap<string, ActKind>;

type TypedKind<Payload> = Omit<ActKind, 'check' | 'apply' | 'inverse' | 'describe'> & {
  readonly payload: z.ZodMiniType<Payload>;
  readonly check: (tx: Db, asked: Asked<Payload>, now: Date) => Promise<void>;
  readonly apply: (tx: Db, asked: Asked<Payload>, by: ActedBy, now: Date) => Promise<Effect>;
  readonly inverse?: (
    asked: Asked<Payload>,
    before: Prisma.JsonValue,
  ) => ReturnType<ActKind['inverse']>;
  readonly describe: (
    sql: Sql,
    asked: Asked<Payload>,
    before: Prisma.JsonValue,
  ) => ReturnType<ActKind['describe']>;
};

/** A kind of act whose payload is read by a schema each time that it comes from the database. */
export function defineAct<Payload>(typed: TypedKind<Payload>): ActKind {
  const read = (asked: Asked): Asked<Payload> => ({
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
