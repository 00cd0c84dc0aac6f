import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  formatAlarm,
  type LogFinding,
  type SeenLog,
} from '#shared/transparency-log/verification-findings.ts';
import { today } from '#shared/core/days.ts';

/**
 * Appends both conflicting notes to the day's alarm file: since both are signed, they prove the fault
 * to anybody.
 */
export async function appendAlarm(
  folder: string,
  finding: LogFinding,
  seen: SeenLog | null,
  answer: SeenLog,
  now: Date,
): Promise<void> {
  const path = join(folder, `alarm-${today(now)}.txt`);
  const text = formatAlarm(finding, seen, answer);
  await mkdir(folder, { recursive: true });
  const there = await readFile(path, 'utf8').catch(() => '');
  // An hourly job finds the same conflict again and again.
  if (!there.includes(text)) await appendFile(path, text);
}
