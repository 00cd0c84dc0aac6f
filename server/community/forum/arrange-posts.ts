/** A post of one of two threads between which posts move. */
export type StandingPost = {
  readonly id: string;
  readonly thread: string;
  readonly place: number;
  /** Milliseconds since 1970. */
  readonly postedAt: number;
  /** The thread and position that it was written at, where they are others. */
  readonly writtenIn: string | null;
  readonly writtenPlace: number | null;
  readonly movedBy: string | null;
};

/**
 * Returns the posts of two threads that change, as they stand once those `chosen` are read in `to`. Positions of
 * both threads are consecutive again. What moved stands among the others in order of time; posts that stood in
 * one order before keep it, also where their times do not follow it. The opening post of `to` stays the first.
 */
export function arrangePosts(
  posts: readonly StandingPost[],
  chosen: ReadonlySet<string>,
  { to, move }: { readonly to: string; readonly move: string },
): StandingPost[] {
  const staying = posts.filter(({ id, thread }) => thread !== to && !chosen.has(id));
  const moved = posts.filter(({ id }) => chosen.has(id));
  const there = posts.filter(({ id, thread }) => thread === to && !chosen.has(id));
  const received = [...timed(there), ...timed(moved)].toSorted(
    (a, b) =>
      Number(isOpening(b.post, to, there)) - Number(isOpening(a.post, to, there)) ||
      a.time - b.time ||
      writtenPlaceOf(a.post) - writtenPlaceOf(b.post) ||
      Number(chosen.has(a.post.id)) - Number(chosen.has(b.post.id)) ||
      a.post.place - b.post.place,
  );
  const before = new Map(posts.map((post) => [post.id, post]));
  return [
    ...byPlace(staying).map((post, at) => standAt(post, post.thread, at + 1, post.movedBy)),
    ...received.map(({ post }, at) =>
      standAt(post, to, at + 1, chosen.has(post.id) ? move : post.movedBy),
    ),
  ].filter((post) => !isSame(before.get(post.id), post));
}

/** Each post with the time that it is sorted by: no earlier than that of a post before it. */
function timed(posts: readonly StandingPost[]): { post: StandingPost; time: number }[] {
  let time = -Infinity;
  return byPlace(posts).map((post) => {
    time = Math.max(time, post.postedAt);
    return { post, time };
  });
}

function byPlace(posts: readonly StandingPost[]): StandingPost[] {
  return posts.toSorted((a, b) => a.place - b.place);
}

/** Whether a post opens thread `to`: it is the first there, or was, where nothing is left there. */
function isOpening(post: StandingPost, to: string, there: readonly StandingPost[]): boolean {
  return there.length > 0 ? post.thread === to && post.place === 1 : isWrittenFirst(post, to);
}

/** Whether a post began a thread. */
export function isWrittenFirst(
  post: Pick<StandingPost, 'thread' | 'writtenIn' | 'writtenPlace' | 'place'>,
  thread: string,
): boolean {
  return (post.writtenIn ?? post.thread) === thread && writtenPlaceOf(post) === 1;
}

function writtenPlaceOf({ place, writtenPlace }: Pick<StandingPost, 'place' | 'writtenPlace'>) {
  return writtenPlace ?? place;
}

/** The post at another position. Back where it was written, it says nothing of having been elsewhere. */
function standAt(
  post: StandingPost,
  thread: string,
  place: number,
  movedBy: string | null,
): StandingPost {
  const writtenIn = post.writtenIn ?? post.thread;
  const writtenPlace = writtenPlaceOf(post);
  const isHome = writtenIn === thread;
  return {
    ...post,
    thread,
    place,
    writtenIn: isHome ? null : writtenIn,
    writtenPlace: isHome && writtenPlace === place ? null : writtenPlace,
    movedBy: isHome ? null : movedBy,
  };
}

function isSame(a: StandingPost | undefined, b: StandingPost): boolean {
  return (
    a !== undefined &&
    a.thread === b.thread &&
    a.place === b.place &&
    a.writtenIn === b.writtenIn &&
    a.movedBy === b.movedBy
  );
}
