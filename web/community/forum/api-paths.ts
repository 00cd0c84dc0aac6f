import type { ThreadsQuery } from '#shared/community/forum.ts';

export const FORUM_API_PATH = '/api/forum';
export const FIRST_POSTS_API_PATH = '/api/me/first-posts';
export const READ_ALL_API_PATH = '/api/forum/read-all';
export const THREADS_API_PATH = '/api/forum/threads';

export function threadsApiPath(query: ThreadsQuery): string {
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  );
  return search.size === 0 ? THREADS_API_PATH : `${THREADS_API_PATH}?${search}`;
}

export function threadApiPath(id: string, page?: number): string {
  const search = page === undefined ? '' : `?page=${page}`;
  return `${THREADS_API_PATH}/${encodeURIComponent(id)}${search}`;
}

export function postApiPath(id: string): string {
  return `/api/forum/posts/${encodeURIComponent(id)}`;
}

/** The threads into which a thread can be merged; a typed title, or none. */
export function mergeCandidatesApiPath(id: string, title: string): string {
  return `${threadApiPath(id)}/merge-candidates?title=${encodeURIComponent(title)}`;
}
