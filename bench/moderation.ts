import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { createTestApp } from '#tests/support/app.ts';
import { cleanUp } from '#tests/support/cleanup.ts';
import { cloneDatabase, EMPTY_TEMPLATE, startServer } from '#tests/support/postgres.ts';
import { describeRehearsal, rehearse } from './moderation/rehearse.ts';
import { SECONDS } from './moderation/work.ts';

/**
 * Rehearses a day of many flags on the site itself: how much of moderators' time it takes, case by case
 * and with what is alike together; see docs/community.md.
 */
const { values } = parseArgs({
  options: {
    flags: { type: 'string', default: '500' },
    members: { type: 'string', default: '600' },
    posts: { type: 'string', default: '3000' },
  },
});
const size = {
  flags: Number(values.flags),
  members: Number(values.members),
  posts: Number(values.posts),
};

const postgres = await startServer();
try {
  const lines: string[] = [];
  for (const [name, follows] of [
    ['Back to the list after each case', false],
    ['The next case that is alike follows', true],
  ] as const) {
    const database = follows ? 'follows' : 'returns';
    await cloneDatabase(postgres.url, EMPTY_TEMPLATE, database);
    const site = await createTestApp({ databaseUrl: `${postgres.url}/${database}` });
    const found = await rehearse(site, size, follows);
    if (lines.length === 0) {
      const { page, tap, sentence } = SECONDS;
      lines.push(
        `${found.flags} flags in a day, ${found.cases} cases; ${page} s a page, ${tap} s a tap, ${sentence} s a sentence; load average ${loadavg()[0]?.toFixed(1)}`,
      );
    }
    lines.push(describeRehearsal(name, found));
    await cleanUp();
  }
  console.log(lines.join('\n'));
} finally {
  await postgres.stop();
}
process.exit();
