/** A number with its noun for command output, in English: "1 act", "2 acts". */
export function countWithNoun(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}
