const LINE_EVERY_MS = 5_000;

/** Prints progress, speed and remaining time of a long task at intervals. */
export type Progress = {
  readonly begin: (what: string, total: number | null) => void;
  /** Counts steps done; `share` is the progress from 0 to 1, when no total is known. */
  readonly step: (count: number, share?: number) => void;
  readonly end: () => void;
};

export function createProgress(say: (line: string) => void, clock: () => Date): Progress {
  let [what, total, count, begun, last] = ['', null as number | null, 0, 0, 0];
  const seconds = (): number => (clock().getTime() - begun) / 1_000;
  const line = (share: number | undefined): string => {
    const rate = count / Math.max(0.001, seconds());
    const done = share ?? (total === null || total === 0 ? undefined : count / total);
    const of = total === null ? '' : ` of ${format(total)}`;
    const left =
      done === undefined || done <= 0.01
        ? ''
        : `, about ${duration((seconds() / done) * (1 - done))} left`;
    const percent = done === undefined ? '' : ` (${Math.min(100, Math.floor(done * 100))} %)`;
    return `${what}: ${format(count)}${of}${percent}, ${format(Math.round(rate))} a second${left}`;
  };
  return {
    begin: (name, all) => {
      [what, total, count, begun, last] = [name, all, 0, clock().getTime(), clock().getTime()];
    },
    step: (more, share) => {
      count += more;
      if (clock().getTime() - last < LINE_EVERY_MS) return;
      last = clock().getTime();
      say(line(share));
    },
    end: () => {
      const rate = Math.round(count / Math.max(0.001, seconds()));
      say(`${what}: ${format(count)} in ${duration(seconds())}, ${format(rate)} a second`);
    },
  };
}

function format(count: number): string {
  return count.toLocaleString('en');
}

function duration(seconds: number): string {
  return seconds < 90
    ? `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`
    : `${Math.round(seconds / 60)} min`;
}
