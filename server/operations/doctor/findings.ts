/** Result of a check: `bad` needs action now, `look` soon. */
export type FindingState = 'fine' | 'look' | 'bad' | 'unknown';

export type Finding = {
  readonly about: string;
  readonly state: FindingState;
  /** A sentence for the operator: the state and, where needed, what to do. */
  readonly say: string;
};

/** Exit code of the command: 0 all well, 1 action needed soon, 3 action needed now. */
export function exitCodeOf(findings: readonly Finding[]): 0 | 1 | 3 {
  if (findings.some(({ state }) => state === 'bad')) return 3;
  return findings.some(({ state }) => state === 'look') ? 1 : 0;
}

/** Formats a finding as a line that starts with its state. */
export function describeFinding({ about, state, say }: Finding): string {
  return `${MARKS[state]} ${about}: ${say}`;
}

const MARKS: Readonly<Record<FindingState, string>> = {
  fine: '  ok ',
  look: 'LOOK ',
  bad: ' BAD ',
  unknown: '  ?  ',
};
