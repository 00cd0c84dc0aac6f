import { openLogSigningKeys } from '#server/transparency-log/signing-keys.ts';
import { nodeCrypto } from '#server/transparency-log/ed25519-signer.ts';
import {
  LEAVES_PER_TRANSACTION,
  sequenceEntries,
  type SequencerDeps,
} from '#server/transparency-log/sequencer.ts';
import { openSecrets } from '#server/core/secrets.ts';
import { today } from '#shared/core/days.ts';
import {
  openCheckpoint,
  readVerifierKey,
  type Checkpoint,
  type Note,
} from '#shared/transparency-log/signed-notes.ts';
import type { TestApp } from './app.ts';

/** Parameters of the transparency log's sequencer for a test's site; keys and folder can be replaced. */
export function sequencerOf(
  site: Pick<TestApp, 'database' | 'dataDir'>,
  other: { recordKey?: string; recordKeyOld?: string; dataDir?: string } = {},
): SequencerDeps {
  const { recordKey = null, recordKeyOld = null, dataDir = site.dataDir } = other;
  return {
    database: site.database,
    keys: openLogSigningKeys({ recordKey, recordKeyOld }, openSecrets(null, site.dataDir)),
    publicUrl: 'https://site.example',
    dataDir,
  };
}

/** Adds all pending entries to the tree, as the site does after the end of the day. */
export function sequence(
  site: Pick<TestApp, 'database' | 'dataDir' | 'clock'>,
  leavesAtOnce?: number,
): Promise<number> {
  return sequenceAll(sequencerOf(site), site.clock.now, leavesAtOnce);
}

/** The same for another sequencer. */
export function sequenceAll(
  sequencer: SequencerDeps,
  now: Date,
  leavesAtOnce = LEAVES_PER_TRANSACTION,
): Promise<number> {
  // The first entries may have the real date instead of the test's.
  const days = [today(now), today(new Date())].toSorted();
  return sequenceEntries(sequencer, now, { leavesAtOnce, over: days.at(-1) ?? today(now) });
}

/** Fetches the site's checkpoint and verifies it with the current log's key. */
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

/** Inserts a jury that waits for the checkpoint of this hour. */
export async function callJury(app: TestApp, hour: Date): Promise<void> {
  await app.database.sql(
    `INSERT INTO moderation_case (id, subject, origin, reason, state, opened_at)
     VALUES ('case', 'review/x', 'flag', 'insult', 'open', now())`,
  );
  await app.database.sql(
    `INSERT INTO jury (id, case_id, seats, state, called_at, draw_hour, pool, pool_hash)
     VALUES ('jury', 'case', 5, 'called', now(), $1, '[]', '')`,
    [hour.toISOString()],
  );
}
