import type { Database } from './db.ts';
import { col, statement } from './sql.ts';
import {
  UnusableSetting,
  errorCodeOf,
  errorMessageOf,
} from '#server/core/setting-errors/unusable-setting.ts';

const SETTING = 'DATABASE_URL';
const ENCODE =
  'in its user and password write @ as %40, / as %2F, # as %23, ? as %3F, : as %3A and % as %25';
const LEAST_VERSION = 150_000;

type Target = { readonly place: string; readonly role: string; readonly name: string };

const UNREACHABLE = (error: unknown): ((target: Target) => string) => {
  return ({ place }) =>
    `PostgreSQL at ${place} does not answer (${errorMessageOf(error)}); look whether it runs and whether a firewall lets this machine reach it`;
};

/** Sentences by error code: a network error code or PostgreSQL's SQLSTATE. */
const SENTENCES: Readonly<Record<string, (target: Target) => string>> = {
  ECONNREFUSED: ({ place }) =>
    `no PostgreSQL answers at ${place}; start it, or correct the address`,
  ENOENT: ({ place }) =>
    `${place} names a socket or certificate that is not there; start PostgreSQL, or correct the address`,
  ENOTFOUND: ({ place }) => `the machine of ${place} is not known; correct its name, and ${ENCODE}`,
  EAI_AGAIN: ({ place }) => `the machine of ${place} is not known; correct its name, and ${ENCODE}`,
  '28P01': ({ place, role }) =>
    `PostgreSQL at ${place} refuses the user "${role}" with this password; correct them, and ${ENCODE}`,
  '28000': ({ place, role }) =>
    `PostgreSQL at ${place} lets no user "${role}" in from here; make the role with LOGIN, or allow it in pg_hba.conf`,
  '3D000': ({ place, name }) =>
    `PostgreSQL at ${place} has no database "${name}"; make it with createdb, or correct the name`,
  '42501': ({ place, name, role }) =>
    `the role "${role}" may not use the database "${name}" at ${place}; make it the owner of the database and its tables`,
  '53300': ({ place }) =>
    `PostgreSQL at ${place} has no connection left; raise its max_connections, or run fewer processes`,
  '57P03': ({ place }) =>
    `PostgreSQL at ${place} is starting or stopping; wait until it is ready, and start again`,
  ERR_INVALID_URL: () =>
    `this cannot be read as postgresql://user:password@host:5432/name; ${ENCODE}`,
};

/** Explains an error that occurred while connecting to PostgreSQL at `url`. */
export function explainDatabaseError(url: string, error: unknown): UnusableSetting {
  const sentence = SENTENCES[errorCodeOf(error)] ?? UNREACHABLE(error);
  return new UnusableSetting(SETTING, `${sentence(targetOf(url))}.`, error);
}

/**
 * Checks that migrations can run on the database.
 * @throws UnusableSetting where it is too old, not UTF8, or lacks the privileges to migrate it.
 */
export async function requireUsableDatabase(
  { sql }: Pick<Database, 'sql'>,
  url: string,
): Promise<void> {
  const [row] = await sql(
    statement(
      { version: col.int, encoding: col.text, role: col.text, owns: col.bool },
      `SELECT current_setting('server_version_num')::int AS version,
            current_setting('server_encoding') AS encoding,
            current_user::text AS role,
            coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AND NOT EXISTS (
              SELECT FROM pg_class
               WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
                 AND NOT pg_has_role(relowner, 'USAGE'))
              AND (to_regnamespace('graphile_worker') IS NOT NULL
                OR has_database_privilege(current_database(), 'CREATE')) AS owns`,
    ),
  );
  if (row === undefined) return;
  const { place, name } = targetOf(url);
  const refuse = (sentence: string): never => {
    throw new UnusableSetting(SETTING, sentence, null);
  };
  if (row.version < LEAST_VERSION)
    refuse(`PostgreSQL at ${place} is older than version 15; upgrade it.`);
  if (row.encoding !== 'UTF8')
    refuse(
      `the database "${name}" at ${place} has the encoding ${row.encoding}; make one with UTF8.`,
    );
  if (!row.owns)
    refuse(
      `the role "${row.role}" may not make tables in the database "${name}" at ${place}, or does not own those that are there; make it the owner of the database and its tables.`,
    );
}

/** Host, role and database of an address, for messages: without the password. */
function targetOf(url: string): Target {
  if (!URL.canParse(url)) return { place: 'this address', role: '', name: '' };
  const { hostname, port, username, pathname, searchParams } = new URL(url);
  const host = decoded(hostname) || searchParams.get('host') || 'localhost';
  return {
    place: host.includes('/') ? `${host} (port ${port || 5432})` : `${host}:${port || 5432}`,
    role: decoded(username),
    name: decoded(pathname.slice(1)),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
