import { createHash } from 'node:crypto';
import { Lucia, TimeSpan, type Adapter } from 'lucia';
import type { Database, Db, SharedReads } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { LANGUAGES } from '#shared/core/languages.ts';
import { today } from '#shared/core/days.ts';
import { HOST_PREFIXED_SESSION_COOKIE, SESSION_COOKIE } from '#server/http/session-cookie.ts';
import type { SessionReader } from '#server/http/session.ts';
import { ROLES, type Viewer } from '#server/http/viewer.ts';

const SESSION_DAYS = 365;

type Attributes = Omit<Viewer, 'id'>;

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<Record<never, never>, Attributes>;
    DatabaseUserAttributes: Attributes;
  }
}

/** Sessions of members; the only module that uses Lucia. */
export type Sessions = SessionReader & {
  readonly start: (tx: Db, memberId: string) => Promise<string>;
  readonly end: (tx: Db, sessionId: string) => Promise<void>;
  /** Ends all sessions of a member, except `kept`. */
  readonly endAll: (tx: Db, memberId: string, kept?: string | null) => Promise<void>;
  /** Set-Cookie headers that delete the cookie. */
  readonly clearingCookies: string[];
};

/**
 * Creates the session store. A session ends after a year without use. `secure`: the site has TLS; older
 * sessions under the cookie name without prefix go on and get the prefixed cookie.
 */
export function createSessions(
  database: Database,
  clock: () => Date,
  options: { secure: boolean },
): Sessions {
  const { secure } = options;
  const luciaIn = (db: Db, name: string): Lucia<Record<never, never>, Attributes> =>
    new Lucia<Record<never, never>, Attributes>(createAdapter(db, database.shared, clock, secure), {
      sessionExpiresIn: new TimeSpan(SESSION_DAYS, 'd'),
      sessionCookie: { name, attributes: { secure, sameSite: 'lax', path: '/' } },
      getUserAttributes: (attributes) => attributes,
    });
  const ownName = secure ? HOST_PREFIXED_SESSION_COOKIE : SESSION_COOKIE;
  const lucia = luciaIn(database.prisma, ownName);
  const former = luciaIn(database.prisma, SESSION_COOKIE);
  const readFormer = async (cookies: string): Promise<string | null> => {
    const sessionId = secure ? readCookie(former, cookies) : null;
    if (sessionId === null) return null;
    const where = { id: hashSessionId(sessionId), prefixed: false };
    return (await database.prisma.session.count({ where })) === 0 ? null : sessionId;
  };
  return {
    start: async (tx, memberId) => {
      const session = await luciaIn(tx, ownName).createSession(memberId, {});
      return lucia.createSessionCookie(session.id).serialize();
    },
    read: async (cookies = '') => {
      const own = readCookie(lucia, cookies);
      const sessionId = own ?? (await readFormer(cookies));
      if (sessionId === null) return null;
      const { session, user } = await lucia.validateSession(sessionId);
      if (session === null) return null;
      return {
        viewer: user,
        sessionId,
        renewed:
          session.fresh || own === null ? lucia.createSessionCookie(session.id).serialize() : null,
      };
    },
    end: (tx, sessionId) => luciaIn(tx, ownName).invalidateSession(sessionId),
    endAll: async (tx, memberId, kept = null) => {
      const id = kept === null ? {} : { id: { not: hashSessionId(kept) } };
      await tx.session.deleteMany({ where: { memberId, ...id } });
    },
    clearingCookies: (secure ? [lucia, former] : [lucia]).map((each) =>
      each.createBlankSessionCookie().serialize(),
    ),
  };
}

/** The stored hash of a session id: a stolen table opens no session. */
export function hashSessionId(sessionId: string): string {
  return createHash('sha256').update(sessionId).digest('hex');
}

/** The session id in a Cookie header; null where there is none, or where a name or value cannot be decoded. */
function readCookie(lucia: Pick<Lucia, 'readSessionCookie'>, cookies: string): string | null {
  try {
    return lucia.readSessionCookie(cookies);
  } catch {
    return null;
  }
}

// $1 is the hash of a session id, $2 today. Kept in memory until the session or the member's rights change.
const SESSION = statement(
  {
    expiresAt: col.moment,
    memberId: col.text,
    pseudonym: col.text,
    language: col.oneOf(LANGUAGES),
    established: col.bool,
    roles: col.list(col.oneOf(ROLES)).orNull,
  },
  `SELECT s.expires_at AS "expiresAt", m.id AS "memberId", m.pseudonym, m.lang AS language,
          m.established_on IS NOT NULL AS established,
          (SELECT array_agg(DISTINCT g.role) FROM role_grant g
            WHERE g.member_id = m.id AND g.ended_on IS NULL
              AND g.granted_on <= $2 AND g.ends_on > $2) AS roles
     FROM session s JOIN member m ON m.id = s.member_id WHERE s.id = $1`,
  { session: 1 },
);

function createAdapter(db: Db, shared: SharedReads, clock: () => Date, prefixed: boolean): Adapter {
  // Lucia uses the system clock, the site an injected one; dates are shifted between them.
  const ahead = (): number => clock().getTime() - Date.now();
  const toOurs = (date: Date): Date => new Date(date.getTime() + ahead());
  const toLucias = (date: Date): Date => new Date(date.getTime() - ahead());
  return {
    getSessionAndUser: async (sessionId) => {
      const [row] = await shared(SESSION, [hashSessionId(sessionId), today(clock())]);
      if (row === undefined) return [null, null];
      const { pseudonym, language, established } = row;
      const userId = row.memberId;
      return [
        { id: sessionId, userId, expiresAt: toLucias(row.expiresAt), attributes: {} },
        {
          id: userId,
          attributes: { pseudonym, language, established, roles: row.roles ?? [] },
        },
      ];
    },
    getUserSessions: async (memberId) =>
      (await db.session.findMany({ where: { memberId } })).map((session) => ({
        ...session,
        expiresAt: toLucias(session.expiresAt),
        userId: session.memberId,
        attributes: {},
      })),
    setSession: async ({ id, userId, expiresAt }) => {
      await db.session.create({
        data: { id: hashSessionId(id), memberId: userId, expiresAt: toOurs(expiresAt), prefixed },
      });
    },
    updateSessionExpiration: async (sessionId, expiresAt) => {
      await db.session.updateMany({
        where: { id: hashSessionId(sessionId) },
        data: { expiresAt: toOurs(expiresAt) },
      });
    },
    deleteSession: async (sessionId) => {
      await db.session.deleteMany({ where: { id: hashSessionId(sessionId) } });
    },
    deleteUserSessions: async (memberId) => {
      await db.session.deleteMany({ where: { memberId } });
    },
    deleteExpiredSessions: async () => {
      await db.session.deleteMany({ where: { expiresAt: { lte: clock() } } });
    },
  };
}
