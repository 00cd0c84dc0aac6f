import { chownSync, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { BadEnvironment } from '#server/core/env.ts';

/** PostgreSQL refuses to run as root. It needs a user id that is not 0; no account has to have it. */
export const SERVER_USER = 64_070;
/** initdb looks up the name of its user: this one has a name on every system. */
export const INITDB_USER = 65_534;

/** Of util-linux, on every Linux with glibc. */
const SETPRIV = '/usr/bin/setpriv';
/**
 * The user may pass through folders that only root may enter, as root's home. Without `no_setuid_fixup`
 * the kernel would ignore that in access(2), by which PostgreSQL looks for its own programs.
 */
const PRIVILEGES = [
  '--securebits=+no_setuid_fixup',
  '--clear-groups',
  '--inh-caps=-all,+dac_override',
  '--ambient-caps=-all,+dac_override',
  '--no-new-privs',
];
const OTHERS_MAY_ENTER = 0o001;

/** PostgreSQL, started by root, could not enter a folder. */
export class NotForRoot extends BadEnvironment {}

/** What `spawn` takes. */
type Command = {
  readonly command: string;
  readonly args: readonly string[];
  readonly options: { readonly uid?: number; readonly gid?: number };
};

const isRoot = (): boolean => process.getuid?.() === 0;

/** Runs a program of PostgreSQL: as this process does, or as `user` where this process is root's. */
export function commandFor(user: number, program: string, args: readonly string[]): Command {
  if (!isRoot()) return { command: program, args, options: {} };
  if (!existsSync(SETPRIV)) {
    return { command: program, args, options: { uid: user, gid: user } };
  }
  const as = [`--reuid=${user}`, `--regid=${user}`, ...PRIVILEGES];
  return { command: SETPRIV, args: [...as, program, ...args], options: {} };
}

/** Gives a file or folder to a user, where this process is root's. */
export function giveTo(user: number, path: string): void {
  if (isRoot()) chownSync(path, user, user);
}

/**
 * Checks that the server can reach a path through the folders above it.
 * @throws NotForRoot with a sentence for the operator.
 */
export function requireReachable(path: string): void {
  if (!isRoot() || existsSync(SETPRIV)) return;
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & OTHERS_MAY_ENTER) === 0) {
      throw new NotForRoot(
        `PostgreSQL does not run as root, and only root may enter ${folder}: put the site and DATA_DIR elsewhere, run it as another user, or set DATABASE_URL.`,
      );
    }
    if (folder === dirname(folder)) return;
  }
}
