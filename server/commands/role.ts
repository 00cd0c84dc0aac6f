import { parseArgs } from 'node:util';
import { grantRole, revokeRole, type RoleChange } from '#server/identity/accounts/roles.ts';
import { ROLES, type Role } from '#server/identity/accounts/viewer.ts';
import { BadEnvironment, readEnvironment, type Environment } from '#server/core/env.ts';
import { hasDatabase, openDatabase } from '#server/operations/open.ts';

const USAGE = `Usage: npm run role -- grant moderator PSEUDONYM
       npm run role -- revoke moderator PSEUDONYM`;

type Command = {
  readonly verb: 'grant' | 'revoke';
  readonly role: Role;
  readonly pseudonym: string;
};

process.exitCode = await run(process.argv.slice(2), process.env);

/** Grants or revokes roles. Exit code: 0 done, 1 not possible now, 2 wrong usage. */
async function run(args: string[], source: NodeJS.ProcessEnv): Promise<0 | 1 | 2> {
  const command = readCommand(args);
  if (typeof command === 'string') {
    console.error(command);
    return 2;
  }
  try {
    const env = readEnvironment(source);
    if (!hasDatabase(env)) {
      console.error(
        `There is no database in ${env.dataDir}. Start the site once, or set DATA_DIR.`,
      );
      return 1;
    }
    const change = await act(command, env);
    const sentence = describe(command, change);
    if (change.kind === 'unknown-member') {
      console.error(sentence);
      return 2;
    }
    console.log(sentence);
    return 0;
  } catch (error) {
    if (!(error instanceof BadEnvironment)) throw error;
    console.error(error.message);
    return 1;
  }
}

function readCommand(args: string[]): Command | string {
  const { positionals } = parseArgs({ args, allowPositionals: true, strict: false });
  const [verb, roleName, ...words] = positionals;
  const pseudonym = words.join(' ').trim();
  if ((verb !== 'grant' && verb !== 'revoke') || roleName === undefined || pseudonym === '') {
    return USAGE;
  }
  const role = ROLES.find((known) => known === roleName);
  if (role === undefined) return `There is no role "${roleName}". Roles: ${ROLES.join(', ')}.`;
  return { verb, role, pseudonym };
}

async function act({ verb, role, pseudonym }: Command, env: Environment): Promise<RoleChange> {
  const database = await openDatabase(env);
  const change = verb === 'grant' ? grantRole : revokeRole;
  try {
    return await database.prisma.$transaction((tx) => change(tx, pseudonym, role, new Date()));
  } finally {
    await database.close();
  }
}

function describe({ role, pseudonym }: Command, change: RoleChange): string {
  if (change.kind === 'unknown-member') return `There is no member "${pseudonym}".`;
  const name = change.pseudonym;
  if (change.kind === 'not-held') return `${name} is not a ${role}: nothing was changed.`;
  if (change.kind === 'revoked') return `${name} is no longer a ${role}. The record says so.`;
  const since = change.kind === 'renewed' ? 'stays' : 'is now';
  return `${name} ${since} a ${role}, until ${change.endsOn}. The record says so.`;
}
