import type { Fault } from './faults.ts';
import type { DumpRow } from './read-dump.ts';
import { namesOfOthers, textOf, type RowCheck } from './row-check.ts';

/** Checks the number of posts of each thread, and the time of its last post. */
export function checkThreadCounts(): RowCheck {
  const threads: Pick<DumpRow, string>[] = [];
  const counted = new Map<string, { posts: number; lastPostAt: string }>();
  const check = ({ id, ...row }: DumpRow): Fault[] => {
    const wrong = namesOfOthers(row, { ...(counted.get(textOf(id)) ?? { posts: 0 }) });
    return wrong.length === 0
      ? []
      : [{ code: 'figure-wrong', name: `thread/${textOf(id)}`, detail: wrong.join(', ') }];
  };
  return {
    reads: {
      threads: ({ id, posts, lastPostAt }) => threads.push({ id, posts, lastPostAt }),
      posts: ({ readIn, thread: writtenIn, postedAt }) => {
        const thread = readIn ?? writtenIn;
        const known = counted.get(textOf(thread)) ?? { posts: 0, lastPostAt: '' };
        counted.set(textOf(thread), known);
        known.posts += 1;
        if (textOf(postedAt) > known.lastPostAt) known.lastPostAt = textOf(postedAt);
      },
    },
    faults: () => threads.flatMap(check),
  };
}
