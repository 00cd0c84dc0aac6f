import { beforeAll, expect, test } from 'vitest';
import { pathTo } from '#shared/core/paths.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { sequence } from '#tests/support/log-sequencer.ts';
import { open } from '#tests/pages/community/forum.testing.ts';

/** What a reader of the public record sees of a line, and what unfolds without a script. */

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
  await sequence(site);
});

const linesOf = async (query: Readonly<Record<string, string>> = {}): Promise<string[]> => {
  const { body } = await open(site, pathTo('fr', 'publicRecord', {}, query));
  const [, list = ''] = /<ol class="rows record">(.*?)<\/ol>/s.exec(body) ?? [];
  return list.split('<li>').slice(1);
};

test('a line says what happened and when; its fingerprint and proof unfold', async () => {
  const lines = await linesOf();
  expect(lines.length).toBeGreaterThan(20);
  for (const line of lines) {
    const [, said = '', folded = ''] =
      /^<details class="fold"><summary>(.*?)<\/summary>(.*)<\/details><\/li>$/s.exec(line) ?? [];
    expect(said).toMatch(/<time dateTime="[\d-]+">/i);
    expect(said).not.toContain('<a ');
    expect(folded).toMatch(/<code>[0-9a-f]{64}<\/code>/);
    expect(folded).toMatch(/href="\/record\/proof\/\d+\.tlog-proof"/);
  }
});

test('the lines about one subject are unfolded', async () => {
  const { subject } = await site.database.prisma.recordEntry.findFirstOrThrow({
    where: { kind: 'platform-added' },
  });
  const lines = await linesOf({ subject });
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) expect(line).toMatch(/^<details class="fold" open(="")?>/);
});
