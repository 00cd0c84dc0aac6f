import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { countWithNoun } from '#shared/core/count-with-noun.ts';
import { InvalidBackup } from '#server/portability/backup/invalid-backup.ts';
import {
  describeBackupContents,
  MIGRATIONS_FOLDER,
  readPassphrase,
  formatSecondsSince,
} from '#server/portability/backup/command-output.ts';
import { unpackBackup } from '#server/portability/backup/pack-backup.ts';
import { rehearseRestore } from '#server/portability/backup/rehearse-restore.ts';
import { restoreBackup, type RestoreResult } from '#server/portability/backup/restore-backup.ts';
import { hasSecret, placeSiteFile } from '#server/portability/backup/site-files.ts';
import { readEnvironment, type Environment } from '#server/core/env.ts';
import { openDatabase, openStore } from '#server/operations/open-stores.ts';
import {
  parseCheckpointNote,
  noteOfLargerTree,
} from '#server/transparency-log/verify-after-restore.ts';
import { openLogSigningKeys } from '#server/transparency-log/signing-keys.ts';
import { saveLastNote, LAST_NOTE_FILE, readLastNote } from '#server/transparency-log/sequencer.ts';
import { openSecrets } from '#server/core/secrets.ts';
import { requireDataFolder } from '#server/core/setting-errors/require-data-folder.ts';
import { CommandRefused, runCommand } from './run-command.ts';

const USAGE = `Usage: npm run restore -- FILE [options]             makes a site of a backup, in an empty database
       npm run restore -- --rehearse FILE            the same, in one that is then thrown away
Options: --passphrase-file FILE  opens a sealed backup
         --checkpoint FILE       the last checkpoint of the record that others kept, a witness or a mirror
         --new-secret            goes on without the keys of the site: recovery phrases are then lost`;

const OPTIONS = {
  rehearse: { type: 'boolean' },
  'passphrase-file': { type: 'string' },
  checkpoint: { type: 'string' },
  'new-secret': { type: 'boolean' },
} as const;

type Command = {
  readonly path: string;
  readonly rehearse: boolean;
  readonly passphraseFile: string | undefined;
  readonly checkpoint: string | undefined;
  readonly newSecret: boolean;
};

await runCommand(async (args) => {
  const command = readCommand(args);
  if (command === null) throw new CommandRefused(USAGE, 2);
  if (!existsSync(command.path)) throw new CommandRefused(`There is no file ${command.path}.`, 2);
  const env = readEnvironment(process.env);
  await (command.rehearse ? prove(command, env) : restore(command, env));
}, InvalidBackup);

function readCommand(args: string[]): Command | null {
  try {
    const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
    const [path] = positionals;
    if (path === undefined || positionals.length > 1) return null;
    return {
      path,
      rehearse: values.rehearse === true,
      passphraseFile: values['passphrase-file'],
      checkpoint: values.checkpoint,
      newSecret: values['new-secret'] === true,
    };
  } catch {
    return null;
  }
}

async function prove(command: Command, env: Environment): Promise<void> {
  const begun = Date.now();
  const parts = { dataDir: env.dataDir, migrations: MIGRATIONS_FOLDER };
  const passphrase = await readPassphrase(command.passphraseFile);
  const { about, manifest } = await rehearseRestore(parts, command.path, passphrase, new Date());
  console.log(`Rehearsed: ${describeBackupContents(manifest)}, in ${formatSecondsSince(begun)}.`);
  console.log(`The backup is of ${moment(about.madeAt)}. All came back; nothing was kept of it.`);
  console.log(describeRecord(manifest.checkpoint));
}

async function restore(command: Command, env: Environment): Promise<void> {
  const begun = Date.now();
  const passphrase = await readPassphrase(command.passphraseFile);
  requireDataFolder(env.dataDir);
  const hadNote = await readLastNote(env.dataDir);
  const keptHere = noteOfLargerTree(hadNote, await readGiven(command.checkpoint));
  const database = await openDatabase(env);
  try {
    // Before the first row: if the restore is interrupted, the next start still knows what was signed.
    if (keptHere !== null && keptHere !== hadNote) await saveLastNote(env.dataDir, keptHere);
    const site = {
      database,
      store: await openStore(env),
      migrations: MIGRATIONS_FOLDER,
      place: (entry: Parameters<typeof placeSiteFile>[1]) => placeSiteFile(env, entry),
      openLogSite: () => ({
        keys: openLogSigningKeys(env, openSecrets(env.secretKey, env.dataDir)),
        publicUrl: env.publicUrl,
      }),
      keptHere,
      requireKeys: async (inBackup: boolean) => {
        if (inBackup || command.newSecret || (await hasSecret(env))) return;
        throw new InvalidBackup(
          `The keys of the site are not in this backup. Put secret.key into ${env.dataDir} first, or set SECRET_KEY. If it is lost, add --new-secret: recovery phrases and private messages are lost with it.`,
        );
      },
    };
    const restored = await restoreBackup(site, unpackBackup(command.path, passphrase), new Date());
    tell(restored, keptHere, begun);
  } catch (error) {
    if (hadNote === null) await rm(join(env.dataDir, LAST_NOTE_FILE), { force: true });
    else await saveLastNote(env.dataDir, hadNote);
    throw error;
  } finally {
    await database.close();
  }
}

async function readGiven(path: string | undefined): Promise<string | null> {
  if (path === undefined) return null;
  if (!existsSync(path)) throw new InvalidBackup(`There is no file ${path}.`);
  const note = await readFile(path, 'utf8');
  if (parseCheckpointNote(note) === null)
    throw new InvalidBackup(`${path} holds no checkpoint of a record.`);
  return note;
}

function tell(
  { about, manifest, notes, logBegun }: RestoreResult,
  kept: string | null,
  begun: number,
) {
  console.log(`Restored: ${describeBackupContents(manifest)}, in ${formatSecondsSince(begun)}.`);
  console.log(`The site is as it was on ${moment(about.madeAt)}. What came after is not in it.`);
  console.log(describeRecord(manifest.checkpoint));
  const later = parseCheckpointNote(kept)?.size ?? 0;
  if (logBegun) {
    console.log(
      'Nobody here knows what was signed after that: a new log begins, and readers are told.',
    );
  } else if (later > (parseCheckpointNote(manifest.checkpoint)?.size ?? 0)) {
    console.log(
      `${later} acts were signed. At its start the site begins a new log that cites them, and readers are told.`,
    );
  }
  for (const note of notes) console.log(note);
  console.log('Now start the site: npm start');
}

function describeRecord(note: string | null): string {
  const checkpoint = parseCheckpointNote(note);
  return checkpoint === null
    ? 'Nothing of its record was signed yet.'
    : `Its record is what was signed: ${countWithNoun(checkpoint.size, 'act')}.`;
}

function moment(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}
