import type { Ground } from './ground.ts';

const LINE_MS = 5_000;
const MEGABYTE = 1_048_576;

/** Prints a load's progress, and measures duration and memory. */
export function createProgress(say: (line: string) => void): {
  tell: Ground['tell'];
  end: () => { seconds: number; megabytes: number };
} {
  const begun = performance.now();
  let [said, part, since, megabytes] = [0, '', begun, 0];
  const measure = (): number => {
    const now = Math.round(process.memoryUsage().rss / MEGABYTE);
    megabytes = Math.max(megabytes, now);
    return now;
  };
  return {
    tell: (name, done, of) => {
      const now = performance.now();
      if (name !== part) [part, since] = [name, now];
      if (now - said < LINE_MS && done < of) return;
      said = now;
      const memory = measure();
      const rate = Math.round((done * 1_000) / Math.max(1, now - since));
      const seconds = Math.round((now - begun) / 1_000);
      say(
        `${seconds} s: ${done} of ${of} ${name}${done > 100 ? `, ${rate} a second` : ''}, ${memory} MB`,
      );
    },
    end: () => {
      measure();
      return { seconds: Math.round((performance.now() - begun) / 1_000), megabytes };
    },
  };
}
