import { DemoRefused } from './demo/mark.ts';
import { BadEnvironment } from './env.ts';
import { FolderLocked } from './lock.ts';
import { MigrationsHeld } from './migration-rules.ts';

/** What an operator can put right, by the code of the system's error. */
const SENTENCES: Record<string, string> = {
  EADDRINUSE: 'The port is taken by another program: set PORT to another one.',
  EADDRNOTAVAIL: 'HOST is not an address of this machine.',
  EACCES:
    'DATA_DIR or PORT is not ours to use: check the rights on the folder, or take a higher port.',
  EEXIST: 'DATA_DIR is a file: name a folder.',
  ENOTDIR: 'DATA_DIR lies below a file: name a folder.',
  ENOSPC: 'The disk is full: make room, and start again.',
  ECONNREFUSED: 'No PostgreSQL answers at DATABASE_URL.',
  ENOTFOUND: 'The machine named in DATABASE_URL is not known.',
  '28P01': 'PostgreSQL refuses the password in DATABASE_URL.',
  '3D000': 'The database named in DATABASE_URL does not exist.',
  ERR_PARSE_ARGS_UNKNOWN_OPTION: 'Unknown option. There is one: npm start -- --demo',
  ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL: 'Unknown option. There is one: npm start -- --demo',
};

/** Says why a command could not go on: a sentence where one can be put right, else all there is. */
export function explainFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const expected = [BadEnvironment, FolderLocked, DemoRefused, MigrationsHeld].some(
    (kind) => error instanceof kind,
  );
  if (expected) return error.message;
  const code = 'code' in error ? String(error.code) : '';
  const sentence = SENTENCES[code];
  return sentence === undefined ? (error.stack ?? error.message) : `${sentence} (${error.message})`;
}
