import { existsSync, statSync } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { InvalidBackup } from '#server/portability/backup/invalid-backup.ts';
import {
  describeBackupContents,
  MIGRATIONS_FOLDER,
  readPassphrase,
  formatSecondsSince,
  readSiteVersion,
  formatSize,
} from '#server/portability/backup/command-output.ts';
import type { BackupManifest } from '#server/portability/backup/manifest.ts';
import { saveBackupDates } from '#server/portability/backup/backup-dates.ts';
import { packBackup } from '#server/portability/backup/pack-backup.ts';
import { rehearseRestore } from '#server/portability/backup/rehearse-restore.ts';
import { writeBackup } from '#server/portability/backup/write-backup.ts';
import { moveAllWaitingRecords } from '#server/collective/pledges/open-slots.ts';
import { readEnvironment, type Environment } from '#server/core/env.ts';
import { openStore } from '#server/operations/open-stores.ts';
import { CommandRefused, requireDatabase, runCommand, withDatabase } from './run-command.ts';

const USAGE = `Usage: npm run backup -- FILE_OR_FOLDER [options]   saves the whole site, which may run meanwhile
A path that is not there is a FILE if it ends in .tar.gz, .tgz, .sealed or .backup; else a FOLDER, and made.
Options: --passphrase-file FILE  seals it with the first line of that file
         --keys                  with the keys of the site; only sealed
         --keep-days N           removes older backups from the folder
         --rehearse              restores it into a database that is thrown away`;

const OPTIONS = {
  'passphrase-file': { type: 'string' },
  keys: { type: 'boolean' },
  'keep-days': { type: 'string' },
  rehearse: { type: 'boolean' },
} as const;

const DAY_MS = 86_400_000;
const NAMED = /^contrenote-\d{8}T\d{6}Z\.tar\.gz(?:\.sealed)?$/;
/** Matches a path that names a file by its extension; any other names a folder. */
const FILE_NAME = /\.(?:tar\.gz|tgz|sealed|backup)$/i;

type Command = {
  readonly target: string;
  readonly passphraseFile: string | undefined;
  readonly keys: boolean;
  readonly keepDays: number | null;
  readonly rehearse: boolean;
};

await runCommand(async (args) => {
  const command = readCommand(args);
  if (command === null) throw new CommandRefused(USAGE, 2);
  const env = readEnvironment(process.env);
  requireDatabase(env);
  await act(command, env);
}, InvalidBackup);

function readCommand(args: string[]): Command | null {
  try {
    const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
    const [target] = positionals;
    const days = values['keep-days'];
    if (target === undefined || positionals.length > 1) return null;
    if (days !== undefined && !/^[1-9]\d{0,3}$/.test(days)) return null;
    return {
      target: resolve(target),
      passphraseFile: values['passphrase-file'],
      keys: values.keys === true,
      keepDays: days === undefined ? null : Number(days),
      rehearse: values.rehearse === true,
    };
  } catch {
    return null;
  }
}

async function act(command: Command, env: Environment): Promise<void> {
  const passphrase = await readPassphrase(command.passphraseFile);
  if (command.keys && passphrase === null) {
    throw new InvalidBackup('With --keys, name a passphrase too: --passphrase-file FILE.');
  }
  const begun = Date.now();
  const madeAt = new Date();
  const path = await pathOf(command.target, madeAt, passphrase !== null);
  const options = { withKeys: command.keys, madeAt };
  const version = await readSiteVersion();
  const store = await openStore(env);
  let manifest: BackupManifest | undefined;
  await withDatabase(env, async (database) => {
    await moveAllWaitingRecords(env, database);
    await packBackup(path, { passphrase, madeAt }, async (put) => {
      manifest = await writeBackup({ database, store, env, siteVersion: version }, options, put);
    });
  });
  if (manifest === undefined) throw new Error('nothing was written');
  const { size: bytes } = await stat(path);
  const sealed = passphrase !== null;
  await saveBackupDates(env.dataDir, {
    backup: { at: madeAt.toISOString(), path, bytes, sealed, keys: command.keys },
  });
  console.log(`Saved: ${describeBackupContents(manifest)}, in ${formatSecondsSince(begun)}.`);
  console.log(`File: ${path} (${formatSize(bytes)}), ${describeSafety(command.keys, sealed)}`);
  if (command.keepDays !== null) await removeOld(command.target, command.keepDays, madeAt);
  if (command.rehearse) await rehearseNow(env, path, passphrase);
  else console.log(`To be sure of it: npm run restore -- --rehearse ${path}`);
}

async function pathOf(target: string, madeAt: Date, sealed: boolean): Promise<string> {
  if (!existsSync(target)) {
    if (FILE_NAME.test(target)) return target;
    await mkdir(target, { recursive: true, mode: 0o700 });
  }
  if (!statSync(target).isDirectory()) throw new InvalidBackup(`${target} is there already.`);
  const stamp = madeAt.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return join(target, `contrenote-${stamp}.tar.gz${sealed ? '.sealed' : ''}`);
}

function describeSafety(keys: boolean, sealed: boolean): string {
  if (!sealed) {
    return 'NOT sealed. It holds the hashes of passwords, exact amounts and e-mail addresses: whoever has it can read them.';
  }
  return keys
    ? 'sealed, with the keys of the site: who has the passphrase has everything.'
    : 'sealed. The keys of the site are not in it: keep secret.key elsewhere.';
}

async function removeOld(folder: string, days: number, now: Date): Promise<void> {
  if (!statSync(folder).isDirectory()) return;
  for (const name of await readdir(folder)) {
    if (!NAMED.test(name)) continue;
    const path = join(folder, name);
    const { mtimeMs } = await stat(path);
    if (now.getTime() - mtimeMs <= days * DAY_MS) continue;
    await rm(path);
    console.log(`Removed: ${path}`);
  }
}

async function rehearseNow(
  env: Environment,
  path: string,
  passphrase: string | null,
): Promise<void> {
  const begun = Date.now();
  const parts = { dataDir: env.dataDir, migrations: MIGRATIONS_FOLDER };
  await rehearseRestore(parts, path, passphrase, new Date());
  console.log(
    `Rehearsed: all came back, and the record is what was signed. ${formatSecondsSince(begun)}`,
  );
}
