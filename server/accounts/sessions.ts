import { createHash } from 'node:crypto';
import { Lucia, TimeSpan, type Adapter } from 'lucia';
import type { Database } from '#server/db.ts';
import { today } from '#shared/days.ts';
import type { Role, Viewer } from './viewer.ts';

const SESSION_DAYS = 365;
export const SESSION_COOKIE = 'session';

type Attributes = Omit<Viewer, 'id'>;

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<Record<never, never>, Attributes>;
    DatabaseUserAttributes: Attributes;
  }
}

/** Sessions of members: the only place that knows Lucia. */
export type Sessions = {
  /** Makes a session; the cookie header to send. */
  readonly start: (memberId: string) => Promise<string>;
  /** Who a cookie header speaks for, and the cookie to send again where the session was prolonged. */
  readonly read: (
    cookies: string | undefined,
  ) => Promise<{ viewer: Viewer; sessionId: string; renewed: string | null } | null>;
  /** Ends one session; the cookie header that clears it. */
  readonly end: (sessionId: string) => Promise<string>;
  /** Ends all sessions of a member, on every device. */
  readonly endAll: (memberId: string) => Promise<void>;
  readonly sweep: () => Promise<void>;
};

/** Sessions last a year of use unless they are ended; `secure` where the site has TLS. */
export function createSessions(
  database: Database,
  clock: () => Date,
  options: { secure: boolean },
): Sessions {
  const lucia = new Lucia<Record<never, never>, Attributes>(createAdapter(database, clock), {
    sessionExpiresIn: new TimeSpan(SESSION_DAYS, 'd'),
    sessionCookie: {
      name: SESSION_COOKIE,
      attributes: { secure: options.secure, sameSite: 'lax', path: '/' },
    },
    getUserAttributes: (attributes) => attributes,
  });
  return {
    start: async (memberId) => {
      const session = await lucia.createSession(memberId, {});
      return lucia.createSessionCookie(session.id).serialize();
    },
    read: async (cookies) => {
      const sessionId = lucia.readSessionCookie(cookies ?? '');
      if (sessionId === null) return null;
      const { session, user } = await lucia.validateSession(sessionId);
      if (session === null) return null;
      return {
        viewer: user,
        sessionId,
        renewed: session.fresh ? lucia.createSessionCookie(session.id).serialize() : null,
      };
    },
    end: async (sessionId) => {
      await lucia.invalidateSession(sessionId);
      return lucia.createBlankSessionCookie().serialize();
    },
    endAll: (memberId) => lucia.invalidateUserSessions(memberId),
    sweep: () => lucia.deleteExpiredSessions(),
  };
}

/** What is stored is the hash of what the cookie carries: a stolen table opens no session. */
function hashSessionId(sessionId: string): string {
  return createHash('sha256').update(sessionId).digest('hex');
}

type SessionRow = {
  expiresAt: string;
  memberId: string;
  pseudonym: string;
  language: Viewer['language'];
  established: boolean;
  roles: Role[] | null;
};

function createAdapter({ prisma, sql }: Database, clock: () => Date): Adapter {
  return {
    getSessionAndUser: async (sessionId) => {
      const [row] = await sql<SessionRow>(
        `SELECT s.expires_at AS "expiresAt", m.id AS "memberId", m.pseudonym, m.lang AS language,
                m.established_on IS NOT NULL AS established,
                (SELECT array_agg(DISTINCT g.role) FROM role_grant g
                  WHERE g.member_id = m.id AND g.ended_on IS NULL
                    AND g.granted_on <= $2 AND g.ends_on > $2) AS roles
           FROM session s JOIN member m ON m.id = s.member_id WHERE s.id = $1`,
        [hashSessionId(sessionId), today(clock())],
      );
      if (row === undefined) return [null, null];
      const { pseudonym, language, established } = row;
      const userId = row.memberId;
      return [
        { id: sessionId, userId, expiresAt: new Date(row.expiresAt), attributes: {} },
        {
          id: userId,
          attributes: { pseudonym, language, established, roles: row.roles ?? [] },
        },
      ];
    },
    getUserSessions: async (memberId) =>
      (await prisma.session.findMany({ where: { memberId } })).map((session) => ({
        ...session,
        userId: session.memberId,
        attributes: {},
      })),
    setSession: async ({ id, userId, expiresAt }) => {
      await prisma.session.create({
        data: { id: hashSessionId(id), memberId: userId, expiresAt },
      });
    },
    updateSessionExpiration: async (sessionId, expiresAt) => {
      await prisma.session.updateMany({
        where: { id: hashSessionId(sessionId) },
        data: { expiresAt },
      });
    },
    deleteSession: async (sessionId) => {
      await prisma.session.deleteMany({ where: { id: hashSessionId(sessionId) } });
    },
    deleteUserSessions: async (memberId) => {
      await prisma.session.deleteMany({ where: { memberId } });
    },
    deleteExpiredSessions: async () => {
      await prisma.session.deleteMany({ where: { expiresAt: { lte: clock() } } });
    },
  };
}
