const UNIT_SECONDS: Record<string, number> = { h: 3_600, m: 60, s: 1 };
const CLOCK = /^(\d{1,4}):([0-5]?\d)(?::([0-5]?\d))?$/;
const PART =
  /^(\d+(?:[.,]\d+)?)(h(?:eures?|ours?|rs?)?|m(?:in(?:utes?|s)?|n)?|s(?:ec(?:ond(?:e?s)?)?s?)?|["”″]|['’′])?/;

/**
 * Parses a typed duration into seconds: "1 h 20", "1:20" (hours), "80" or "80 min", "2 min 30", "45
 * s", "1,5 h"; null when invalid. A number alone is minutes; after a unit, the next smaller one.
 */
export function parseDuration(text: string): number | null {
  const typed = text.toLowerCase().replaceAll(/[\s\u00a0\u2009\u202f]+/g, '');
  const clock = CLOCK.exec(typed);
  if (clock !== null) {
    const [, hours = '0', minutes = '0', seconds = '0'] = clock;
    return Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
  }
  return typed === '' ? null : parseParts(typed);
}

/** Each unit once, larger before smaller: "20 min 1 h" is an error. */
function parseParts(typed: string): number | null {
  let rest = typed;
  let total = 0;
  let before = Infinity;
  while (rest !== '') {
    const match = PART.exec(rest);
    const number = match?.[1];
    if (match === null || number === undefined) return null;
    const unit = unitSeconds(match[2], before);
    if (unit === null || unit >= before) return null;
    total += Number(number.replace(',', '.')) * unit;
    before = unit;
    rest = rest.slice(match[0].length);
  }
  return Math.round(total);
}

/** Seconds of a unit. A number without unit counts in minutes, but in seconds after minutes. */
function unitSeconds(unit: string | undefined, before: number): number | null {
  if (unit === undefined) return before === 60 ? 1 : 60;
  if (/^["”″]/.test(unit)) return 1;
  if (/^['’′]/.test(unit)) return 60;
  return UNIT_SECONDS[unit.slice(0, 1)] ?? null;
}

/** Formats seconds so that `parseDuration` reads them back exactly: 4830 → "1 h 20 min 30 s". */
export function formatExactDuration(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 3_600), 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  return (
    parts
      .filter(([count]) => count > 0)
      .map(([count, unit]) => `${count}\u00a0${unit}`)
      .join('\u00a0') || '0\u00a0s'
  );
}
