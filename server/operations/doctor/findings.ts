/** What was looked at, and how it stands: `bad` cannot wait, `look` can a little. */
export type State = 'fine' | 'look' | 'bad' | 'unknown';

export type Finding = {
  readonly about: string;
  readonly state: State;
  /** For whoever takes the site over: how it is and, where it is not well, what to do. */
  readonly say: string;
};

/** What the command ends with: 0 all is well, 1 something is to be looked at, 3 it cannot wait. */
export function exitCodeOf(findings: readonly Finding[]): 0 | 1 | 3 {
  if (findings.some(({ state }) => state === 'bad')) return 3;
  return findings.some(({ state }) => state === 'look') ? 1 : 0;
}

/** A finding as a line to read, the state before it. */
export function describeFinding({ about, state, say }: Finding): string {
  return `${MARKS[state]} ${about}: ${say}`;
}

const MARKS: Readonly<Record<State, string>> = {
  fine: '  ok ',
  look: 'LOOK ',
  bad: ' BAD ',
  unknown: '  ?  ',
};
