import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  writeAlarm,
  type RecordFinding,
  type SeenRecord,
} from '#shared/transparency-log/verification-findings.ts';
import { today } from '#shared/core/days.ts';

/**
 * Appends both conflicting notes to the day's alarm file: since both are signed, they prove the fault
 * to anybody.
 */
export async function keepAlarm(
  folder: string,
  finding: RecordFinding,
  seen: SeenRecord | null,
  answer: SeenRecord,
  now: Date,
): Promise<void> {
  const path = join(folder, `alarm-${today(now)}.txt`);
  const text = writeAlarm(finding, seen, answer);
  await mkdir(folder, { recursive: true });
  const there = await readFile(path, 'utf8').catch(() => '');
  // An hourly job finds the same conflict again and again.
  if (!there.includes(text)) await appendFile(path, text);
}
