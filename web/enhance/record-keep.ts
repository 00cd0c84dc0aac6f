import { ALARMING, type RecordFinding, type SeenRecord } from '#shared/record-findings.ts';

/** What a browser keeps of the public record, on the device alone. */
export type KeptRecord = {
  /** The day of the last look: one a day is enough. */
  readonly day: string;
  /** What was seen, and held. After an alarm it stays what it was. */
  readonly seen: SeenRecord | null;
  /** What is still to be told. */
  readonly tell: RecordFinding | null;
  /** What was shown instead, to go on from once it was told. */
  readonly shown: SeenRecord | null;
};

const TOLD: ReadonlySet<RecordFinding> = new Set([...ALARMING, 'renewed', 'new-key']);

/** What to keep after a look; what is still to be told is told until it was read. */
export function afterLook(
  kept: KeptRecord | null,
  { finding, now }: { readonly finding: RecordFinding; readonly now: SeenRecord | null },
  day: string,
): KeptRecord {
  const seen = kept?.seen ?? null;
  if (ALARMING.has(finding)) return { day, seen, tell: finding, shown: now };
  const tell = TOLD.has(finding) ? finding : (kept?.tell ?? null);
  return { day, seen: now, tell, shown: null };
}

/** What to keep once she has read what there was to tell: from there on, the record as it was shown. */
export function afterRead({ day, seen, shown }: KeptRecord): KeptRecord {
  return { day, seen: shown ?? seen, tell: null, shown: null };
}

/** Null where nothing was kept, or not by this version. */
export function readKept(text: string | null): KeptRecord | null {
  try {
    const kept = JSON.parse(text ?? 'null') as KeptRecord | null;
    return typeof kept?.day === 'string' ? kept : null;
  } catch {
    return null;
  }
}
