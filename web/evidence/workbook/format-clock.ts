const HOUR = 3_600;
const MINUTE = 60;

/** 3725.9 → "1:02:05". */
export function formatClock(seconds: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / HOUR)}:${two(Math.floor((whole % HOUR) / MINUTE))}:${two(whole % MINUTE)}`;
}
