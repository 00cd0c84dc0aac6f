const MINUTE = 60;
const HOUR = 3_600;
/** Above this duration, seconds are omitted. */
const EXACT_UNTIL = 10 * MINUTE;

/** "1 h 20", "45 min", "2 min 30", "30 s", parsable by the forms. */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < MINUTE) return `${whole}\u00a0s`;
  if (whole < EXACT_UNTIL) return join(whole, MINUTE, 'min', 1);
  const minutes = Math.round(whole / MINUTE);
  if (minutes < MINUTE) return `${minutes}\u00a0min`;
  return join(minutes * MINUTE, HOUR, 'h', MINUTE);
}

function join(seconds: number, unit: number, name: string, smaller: number): string {
  const rest = Math.floor((seconds % unit) / smaller);
  const tail = rest === 0 ? '' : `\u00a0${String(rest).padStart(2, '0')}`;
  return `${Math.floor(seconds / unit)}\u00a0${name}${tail}`;
}

/** "0:01:05". */
export function formatClock(seconds: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / HOUR)}:${two(Math.floor((whole % HOUR) / MINUTE))}:${two(whole % MINUTE)}`;
}
