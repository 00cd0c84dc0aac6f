import { parseArgs } from 'node:util';
import {
  grantRole,
  revokeRole,
  type RoleChange,
} from '#server/governance/moderators/grant-role.ts';
import { ROLES, type Role } from '#server/http/viewer.ts';
import { readEnvironment } from '#server/core/env.ts';
import { CommandRefused, runCommand, withDatabase } from './run-command.ts';

const USAGE = `Usage: npm run role -- grant moderator PSEUDONYM
       npm run role -- revoke moderator PSEUDONYM`;

type Command = {
  readonly verb: 'grant' | 'revoke';
  readonly role: Role;
  readonly pseudonym: string;
};

await runCommand(async (args) => {
  const command = readCommand(args);
  const { verb, role, pseudonym } = command;
  const change = await withDatabase(readEnvironment(process.env), ({ prisma }) =>
    prisma.$transaction((tx) =>
      (verb === 'grant' ? grantRole : revokeRole)(tx, pseudonym, role, new Date()),
    ),
  );
  const sentence = describe(command, change);
  if (change.kind === 'unknown-member') throw new CommandRefused(sentence, 2);
  console.log(sentence);
});

function readCommand(args: string[]): Command {
  const { positionals } = parseArgs({ args, allowPositionals: true, strict: false });
  const [verb, roleName, ...words] = positionals;
  const pseudonym = words.join(' ').trim();
  if ((verb !== 'grant' && verb !== 'revoke') || roleName === undefined || pseudonym === '') {
    throw new CommandRefused(USAGE, 2);
  }
  const role = ROLES.find((known) => known === roleName);
  if (role === undefined)
    throw new CommandRefused(`There is no role "${roleName}". Roles: ${ROLES.join(', ')}.`, 2);
  return { verb, role, pseudonym };
}

function describe({ role, pseudonym }: Command, change: RoleChange): string {
  if (change.kind === 'unknown-member') return `There is no member "${pseudonym}".`;
  const name = change.pseudonym;
  if (change.kind === 'not-held') return `${name} is not a ${role}: nothing was changed.`;
  if (change.kind === 'revoked') return `${name} is no longer a ${role}. The record says so.`;
  const since = change.kind === 'renewed' ? 'stays' : 'is now';
  return `${name} ${since} a ${role}, until ${change.endsOn}. The record says so.`;
}
