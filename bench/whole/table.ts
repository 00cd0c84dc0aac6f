/** A line of what the site is to reach. */
export type Line = {
  readonly what: string;
  readonly aim: string;
  readonly measured: string;
  readonly reached: boolean;
};

/** Also printed at once, in case a later measurement fails. */
function tell(line: Line): Line {
  console.log(`${line.what}: ${line.measured}, ${line.aim}`);
  return line;
}

export function atLeast(what: string, ratio: number, aim: number, more = ''): Line {
  return tell({
    what,
    aim: `≥ ${aim} ×`,
    measured: `${ratio.toFixed(2)} ×${more === '' ? '' : ` (${more})`}`,
    reached: ratio >= aim,
  });
}

export function atMost(what: string, value: number, aim: number, unit: string, more = ''): Line {
  const digits = value < 10 ? 2 : 0;
  return tell({
    what,
    aim: `≤ ${aim} ${unit}`,
    measured: `${value.toFixed(digits)} ${unit}${more === '' ? '' : ` (${more})`}`,
    reached: value <= aim,
  });
}

/** As Markdown. */
export function writeTable(lines: readonly Line[]): string {
  return [
    '| what | aim | measured | reached |',
    '| --- | --- | --- | --- |',
    ...lines.map(
      ({ what, aim, measured, reached }) =>
        `| ${what} | ${aim} | ${measured} | ${reached ? 'yes' : '**no**'} |`,
    ),
  ].join('\n');
}
