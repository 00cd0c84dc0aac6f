import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { writeDump } from '#server/portability/dump/write-dump.ts';
import { stateFoundRows } from '#server/transparency-log/state-found-rows.ts';
import type { SequencerDeps } from '#server/transparency-log/sequencer.ts';
import {
  compareDumpWithLog,
  checkDumpFiles,
  type DumpCheckResult,
} from '#shared/portability/verifier/check-dump.ts';
import { readDumpManifest } from '#shared/portability/verifier/read-dump.ts';
import { describeFault } from '#shared/portability/verifier/faults.ts';
import { fileLogSource } from '#shared/portability/verifier/file-sources.ts';
import { localFiles } from '#server/portability/local-files.ts';
import { nodeCrypto } from '#server/transparency-log/ed25519-signer.ts';
import { readCheckpointSizes } from '#shared/portability/verifier/verify-site.ts';
import { verifyLog } from '#shared/portability/verifier/verify-log.ts';
import { restrictToLog } from '#shared/transparency-log/check-log.ts';
import type { TestApp } from './app.ts';
import { sequenceAll, sequencerOf } from './log-sequencer.ts';

/** A dump of a test's site, deleted after the test; signed with other keys where given. */
export async function dumpOf(
  site: TestApp,
  signed: SequencerDeps = sequencerOf(site),
  now: Date = site.clock.now,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'contrenote-dump-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await signed.database.prisma.$transaction((tx) => stateFoundRows(tx, now));
  // After the end of the day, since the verifier does not compare new items before.
  await sequenceAll(signed, now);
  await writeDump({ ...signed, store: site.store }, join(folder, 'dump'), now);
  return join(folder, 'dump');
}

/** The verifier's result for a dump alone: its faults, and what it compared. */
export async function verifyDump(
  folder: string,
  since: string | null = null,
  pictures = true,
): Promise<{ faults: string[]; compared: DumpCheckResult }> {
  const files = localFiles(folder);
  const manifest = await readDumpManifest(files);
  const source = fileLogSource(nodeCrypto, files, 'record');
  const sizes = await readCheckpointSizes({ files, manifest });
  const record = await verifyLog(source, { since, key: null, dump: manifest.checkpoint, sizes });
  if (record.leaves === null) throw new Error('no record');
  const compared = await compareDumpWithLog({
    source: restrictToLog(source, record.checkpoint?.origin ?? ''),
    files,
    manifest,
    leaves: record.leaves,
    roots: record.roots,
    copied: record.copied,
    addressOf: () => undefined,
    pictures,
  });
  const all = [...record.faults, ...(await checkDumpFiles(files, manifest)), ...compared.faults];
  return { faults: all.map(describeFault), compared };
}
