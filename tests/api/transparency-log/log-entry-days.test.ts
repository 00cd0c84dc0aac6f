import { describe, expect, test } from 'vitest';
import { findCheckpointAtHour } from '#server/transparency-log/find-checkpoints.ts';
import { insertEntries } from '#server/transparency-log/append-entries.ts';
import { sequenceEntries } from '#server/transparency-log/sequencer.ts';
import { unpackEntries } from '#shared/transparency-log/tiles.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { callJury, sequence, sequencerOf } from '#tests/support/log-sequencer.ts';

/** What the leaves of the tree are about, in their order. */
async function subjectsOf(app: TestApp, size: number): Promise<string[]> {
  const { rawPayload } = await app.get(`/record/tile/entries/000.p/${size}`);
  return (unpackEntries(rawPayload) ?? []).map(
    (leaf) => (JSON.parse(Buffer.from(leaf).toString()) as { subject: string }).subject,
  );
}

describe('an act that shows only its month', () => {
  const at = (moment: string): Date => new Date(`2026-11-${moment}:00Z`);
  const write = (app: TestApp, moment: string, kind: string, subject: string) =>
    app.database.prisma.$transaction((tx) =>
      insertEntries(tx, at(moment), [{ kind, subject, content: subject }]),
    );

  test('enters the tree with all of its day, never beside what was public at that moment', async () => {
    const app = await createTestApp();
    await sequence(app);
    const step = (moment: string) => sequenceEntries(sequencerOf(app), at(moment));
    await write(app, '20T14:03', 'payout-published', 'payout/early');
    await write(app, '20T14:04', 'post-published', 'post/1');
    await write(app, '20T14:05', 'platform-corrected', 'platform/1');
    await write(app, '20T14:06', 'thread-started', 'thread/1');
    expect(await step('20T14:10')).toBe(2);
    await write(app, '20T23:58', 'review-published', 'review/late');
    expect(await step('20T23:59')).toBe(0);
    // A transaction may have begun just before midnight.
    expect(await step('21T00:09')).toBe(0);
    await write(app, '21T00:09', 'payout-published', 'payout/next');
    expect(await step('21T00:10')).toBe(3);
    expect(await step('21T23:50')).toBe(0);
    const placed = (await subjectsOf(app, 54)).slice(49);
    expect(placed.slice(0, 2).toSorted()).toEqual(['post/1', 'thread/1']);
    expect(placed.slice(2).toSorted()).toEqual(['payout/early', 'platform/1', 'review/late']);
  });

  test('does not keep a jury from its hour while it waits', async () => {
    const app = await createTestApp();
    await sequence(app);
    await callJury(app, at('20T16:00'));
    await write(app, '20T15:00', 'payout-published', 'payout/1');
    expect(await sequenceEntries(sequencerOf(app), at('20T16:05'))).toBe(1);
    expect(await findCheckpointAtHour(app.database.sql, at('20T16:00'))).toMatchObject({
      size: 50,
    });
  });
});
