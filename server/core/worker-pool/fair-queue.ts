/** The user that a job is done for; a fresh symbol for a job without a user. */
export type JobOwner = string | symbol;

export type FairQueue<Job> = {
  /** Number of waiting jobs. */
  size(): number;
  add(asker: JobOwner, job: Job): void;
  /** Takes the next job: the oldest of the least recently served asker without a running job. */
  take(): { readonly asker: JobOwner; readonly job: Job } | null;
  /** Whether `take` would return a job. */
  isReady(): boolean;
  done(asker: JobOwner): void;
  /** Puts a running job back at the head of its asker's jobs. */
  putBack(asker: JobOwner, job: Job): void;
  /** Removes the newest job of the asker with most waiting jobs, of several the latest to arrive. */
  dropFromLongest(): Job | null;
  /** Removes and returns all jobs. */
  drain(): Job[];
};

/**
 * Creates a queue that serves askers round-robin, one job of each at a time: many jobs of one asker
 * delay only that asker.
 */
export function createFairQueue<Job>(): FairQueue<Job> {
  // Insertion order is the order in which askers are served.
  const waiting = new Map<JobOwner, Job[]>();
  const busy = new Set<JobOwner>();

  function nextAsker(): JobOwner | null {
    for (const asker of waiting.keys()) if (!busy.has(asker)) return asker;
    return null;
  }

  function remove(asker: JobOwner, at: number): Job | null {
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
      let longest: JobOwner | null = null;
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
