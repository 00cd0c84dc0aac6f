import { isDumpDue } from './is-dump-due.ts';
import { publishDump, type PublishParts } from './publish-dump.ts';
import { dumpDays } from './dump-folders.ts';

/** Publishes a dump a day, in a quiet hour. */
export async function publishDumpWhenDue(site: PublishParts, now: Date): Promise<void> {
  const [latest = null] = await dumpDays(site.dataDir);
  if (isDumpDue(latest, now)) await publishDump(site, now);
}
