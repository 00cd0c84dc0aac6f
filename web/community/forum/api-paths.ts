import type { ThreadsQuery } from '#shared/community/forum.ts';

/** Base path of the forum's API. */
export const FORUM = '/api/forum';
export const ALL_READ = '/api/forum/read-all';
export const THREADS = '/api/forum/threads';

export function threadsPath(query: ThreadsQuery): string {
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  );
  return search.size === 0 ? THREADS : `${THREADS}?${search}`;
}

export function threadPath(id: string, page?: number): string {
  const search = page === undefined ? '' : `?page=${page}`;
  return `${THREADS}/${encodeURIComponent(id)}${search}`;
}

export function postPath(id: string): string {
  return `/api/forum/posts/${encodeURIComponent(id)}`;
}
