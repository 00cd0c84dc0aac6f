import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  writeAlarm,
  type RecordFinding,
  type SeenRecord,
} from '#shared/transparency-log/record-findings.ts';
import { today } from '#shared/core/days.ts';

/** Keeps both notes of an alarm in a file of its day: signed twice, they prove it to anybody. */
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
  // A job that looks each hour finds the same each hour.
  if (!there.includes(text)) await appendFile(path, text);
}
