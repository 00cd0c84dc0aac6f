/** A number with its noun as commands say it, in English: "1 act", "2 acts". */
export function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}
