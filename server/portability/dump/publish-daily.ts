import { isDumpDue } from './is-dump-due.ts';
import { publishDump, type PublishDumpDeps } from './publish-dump.ts';
import { listDumpDays } from './dump-folders.ts';

/** Publishes the day's dump when it is due: once a day, in a quiet hour. */
export async function publishDumpWhenDue(site: PublishDumpDeps, now: Date): Promise<void> {
  const [latest = null] = await listDumpDays(site.dataDir);
  if (isDumpDue(latest, now)) await publishDump(site, now);
}
