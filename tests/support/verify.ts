import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { writeDump } from '#server/portability/dump/write.ts';
import type { SequencerSite } from '#server/transparency-log/sequence.ts';
import {
  checkDump,
  checkFiles,
  type CheckedDump,
} from '#server/portability/verifier/check-dump.ts';
import { readManifest } from '#server/portability/verifier/dump.ts';
import { sayFault } from '#server/portability/verifier/faults.ts';
import { filesIn, recordIn } from '#server/portability/verifier/sources.ts';
import { verifyRecord } from '#server/portability/verifier/verify.ts';
import { inLog } from '#shared/transparency-log/record-check.ts';
import type { TestApp } from './app.ts';
import { sequenceAll, sequencerOf } from './record-tree.ts';

/** A dump of a test's site as it is now, in a folder that goes with the test; signed by others' keys where said. */
export async function dumpOf(
  site: TestApp,
  signed: SequencerSite = sequencerOf(site),
  now: Date = site.clock.now,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'contrenote-dump-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  // As once the day is over: until then what is new is named, not compared.
  await sequenceAll(signed, now);
  await writeDump({ ...signed, store: site.store }, join(folder, 'dump'), now);
  return join(folder, 'dump');
}

/** What the verifier says of a dump by itself: a line for each fault, and what it compared. */
export async function verifyDump(
  folder: string,
  since: string | null = null,
): Promise<{ faults: string[]; compared: CheckedDump }> {
  const files = filesIn(folder);
  const manifest = await readManifest(files);
  const source = recordIn(files, 'record');
  const record = await verifyRecord(source, { since, key: null, dump: manifest.checkpoint });
  if (record.leaves === null) throw new Error('no record');
  const compared = await checkDump({
    source: inLog(source, record.checkpoint?.origin ?? ''),
    files,
    manifest,
    leaves: record.leaves,
    copied: record.copied,
    addressOf: () => undefined,
    pictures: true,
  });
  const all = [...record.faults, ...(await checkFiles(files, manifest)), ...compared.faults];
  return { faults: all.map(sayFault), compared };
}
