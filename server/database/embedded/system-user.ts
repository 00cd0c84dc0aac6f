import { chownSync, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { BadEnvironment } from '#server/core/env.ts';

/**
 * User id for the server where the site runs as root: PostgreSQL refuses to run as root. No account
 * needs to have it.
 */
export const SERVER_USER = 64_070;
/** User id for initdb, which looks up its user's name: this id (nobody) has one on every system. */
export const INITDB_USER = 65_534;

/** Path of setpriv from util-linux, which every Linux with glibc has. */
const SETPRIV = '/usr/bin/setpriv';
/**
 * Options of setpriv that let the server's user traverse folders that only root can enter, such as
 * root's home. Without `no_setuid_fixup` the kernel would ignore that in access(2), with which
 * PostgreSQL finds its own executables.
 */
const PRIVILEGES = [
  '--securebits=+no_setuid_fixup',
  '--clear-groups',
  '--inh-caps=-all,+dac_override',
  '--ambient-caps=-all,+dac_override',
  '--no-new-privs',
];
const OTHERS_MAY_ENTER = 0o001;

/** The server's user cannot enter a folder. */
export class ServerUserLacksAccess extends BadEnvironment {}

type Command = {
  readonly command: string;
  readonly args: readonly string[];
  readonly options: { readonly uid?: number; readonly gid?: number };
};

const isRoot = (): boolean => process.getuid?.() === 0;

/** The command that runs a PostgreSQL executable: as `user` where this process is root, else as is. */
export function commandAsUser(user: number, program: string, args: readonly string[]): Command {
  if (!isRoot()) return { command: program, args, options: {} };
  if (!existsSync(SETPRIV)) {
    return { command: program, args, options: { uid: user, gid: user } };
  }
  const as = [`--reuid=${user}`, `--regid=${user}`, ...PRIVILEGES];
  return { command: SETPRIV, args: [...as, program, ...args], options: {} };
}

/** Changes the owner of a file or folder where this process is root. */
export function changeOwner(user: number, path: string): void {
  if (isRoot()) chownSync(path, user, user);
}

/**
 * Checks that the server's user can traverse all parent folders of a path.
 * @throws ServerUserLacksAccess with a sentence for the operator.
 */
export function requireServerUserAccess(path: string): void {
  if (!isRoot() || existsSync(SETPRIV)) return;
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & OTHERS_MAY_ENTER) === 0) {
      throw new ServerUserLacksAccess(
        `PostgreSQL does not run as root, and only root may enter ${folder}: put the site and DATA_DIR elsewhere, run it as another user, or set DATABASE_URL.`,
      );
    }
    if (folder === dirname(folder)) return;
  }
}
