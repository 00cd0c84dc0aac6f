/** For whom a job is done; a symbol of its own for one that is nobody's. */
export type Asker = string | symbol;

export type FairQueue<Job> = {
  /** Jobs that wait. */
  size(): number;
  add(asker: Asker, job: Job): void;
  /** The next job: of askers without a job under way, the first of the one who was served longest ago. */
  take(): { readonly asker: Asker; readonly job: Job } | null;
  /** Whether `take` has one. */
  isReady(): boolean;
  /** The asker's job is no longer under way. */
  done(asker: Asker): void;
  /** Takes a job back that was under way, before the asker's others. */
  putBack(asker: Asker, job: Job): void;
  /** Removes the newest job of who waits with most, the latest comer among equals. */
  dropFromLongest(): Job | null;
  /** Removes all. */
  drain(): Job[];
};

/**
 * Serves askers in turn, one job of each at a time: who asks for a hundred things holds nobody up but
 * herself.
 */
export function createFairQueue<Job>(): FairQueue<Job> {
  // In the order in which they are served next.
  const waiting = new Map<Asker, Job[]>();
  const busy = new Set<Asker>();

  function nextAsker(): Asker | null {
    for (const asker of waiting.keys()) if (!busy.has(asker)) return asker;
    return null;
  }

  function remove(asker: Asker, at: number): Job | null {
    const jobs = waiting.get(asker) ?? [];
    const [job] = jobs.splice(at, 1);
    if (jobs.length === 0) waiting.delete(asker);
    return job ?? null;
  }

  return {
    size: () => [...waiting.values()].reduce((sum, jobs) => sum + jobs.length, 0),
    add(asker, job) {
      const jobs = waiting.get(asker);
      if (jobs === undefined) waiting.set(asker, [job]);
      else jobs.push(job);
    },
    isReady: () => nextAsker() !== null,
    take() {
      const asker = nextAsker();
      const job = asker === null ? null : remove(asker, 0);
      if (asker === null || job === null) return null;
      busy.add(asker);
      const left = waiting.get(asker);
      if (left !== undefined) {
        waiting.delete(asker);
        waiting.set(asker, left);
      }
      return { asker, job };
    },
    done: (asker) => void busy.delete(asker),
    putBack(asker, job) {
      busy.delete(asker);
      const others = waiting.get(asker) ?? [];
      waiting.delete(asker);
      const later = [...waiting];
      waiting.clear();
      waiting.set(asker, [job, ...others]);
      for (const [who, jobs] of later) waiting.set(who, jobs);
    },
    dropFromLongest() {
      let longest: Asker | null = null;
      let most = 0;
      for (const [asker, { length }] of waiting) {
        if (length >= most) [longest, most] = [asker, length];
      }
      return longest === null ? null : remove(longest, most - 1);
    },
    drain: () => {
      const jobs = [...waiting.values()].flat();
      waiting.clear();
      return jobs;
    },
  };
}
