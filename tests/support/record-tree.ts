import { openRecordKeys } from '#server/record/keys.ts';
import { nodeCrypto } from '#server/record/ed25519.ts';
import { sequenceRecord, type SequencerSite } from '#server/record/sequence.ts';
import { openSecrets } from '#server/secrets.ts';
import { openCheckpoint, readVerifierKey, type Checkpoint, type Note } from '#shared/notes.ts';
import type { TestApp } from './app.ts';

/** What the sequencer of a test's site works with; other keys or another folder where said. */
export function sequencerOf(
  site: TestApp,
  other: { recordKey?: string; recordKeyOld?: string; dataDir?: string } = {},
): SequencerSite {
  const { recordKey = null, recordKeyOld = null, dataDir = site.dataDir } = other;
  return {
    database: site.database,
    keys: openRecordKeys({ recordKey, recordKeyOld }, openSecrets(null, site.dataDir)),
    publicUrl: 'https://site.example',
    dataDir,
  };
}

/** Adds what waits to the tree, as the site does every ten minutes. */
export function sequence(site: TestApp, leavesAtOnce?: number): Promise<number> {
  return sequenceRecord(sequencerOf(site), site.clock.now, leavesAtOnce);
}

/** The checkpoint that the site shows, checked against the key of the log in force. */
export async function fetchCheckpoint(site: TestApp): Promise<Checkpoint & { note: Note }> {
  const { body } = await site.get('/record/checkpoint');
  const log = await site.database.prisma.recordLog.findFirstOrThrow({
    orderBy: { number: 'desc' },
  });
  const key = await readVerifierKey(nodeCrypto.sha256, log.key);
  const checkpoint = key === null ? null : await openCheckpoint(nodeCrypto, body, key);
  if (checkpoint === null) throw new Error(`not signed: ${body}`);
  return checkpoint;
}
