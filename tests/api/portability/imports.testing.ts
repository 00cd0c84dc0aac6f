import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reservedPseudonymKey } from '#server/identity/accounts/reserved-pseudonyms.ts';
import { openImportReport } from '#server/portability/imports/steps/import-report.ts';
import { createProgress } from '#server/portability/imports/steps/progress.ts';
import { runImport } from '#server/portability/imports/run-import.ts';
import { openImportSource } from '#server/portability/imports/source/open-source.ts';
import { openSecrets } from '#server/core/secrets.ts';
import type { TestApp } from '#tests/support/app.ts';

/** Brings the lines of a forum, as the command does; the codes that it gave out, by pseudonym. */
export async function importForum(
  site: TestApp,
  lines: readonly object[],
): Promise<Map<string, string>> {
  const folder = mkdtempSync(join(site.dataDir, 'import-'));
  const path = join(folder, 'forum.jsonl');
  writeFileSync(path, lines.map((line) => JSON.stringify(line)).join('\n'));
  const source = openImportSource(path, {});
  const report = openImportReport(join(folder, 'report.csv'));
  const codesPath = join(folder, 'codes.csv');
  const progress = createProgress(
    () => undefined,
    () => site.clock.now,
  );
  await runImport(
    {
      database: site.database,
      source,
      into: new Map(),
      leaveOut: new Set(),
      leftKey: reservedPseudonymKey(openSecrets(null, site.dataDir)),
      origin: null,
      report,
      progress,
      now: site.clock.now,
    },
    { path: codesPath, secrets: openSecrets(null, site.dataDir) },
  );
  await report.close();
  const codes = new Map<string, string>();
  for (const line of readFileSync(codesPath, 'utf8').trim().split('\n')) {
    const [, pseudonym = '', code = ''] = line.split(',');
    codes.set(pseudonym, code);
  }
  return codes;
}
