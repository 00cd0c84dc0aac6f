import type { Viewer } from '#server/http/viewer.ts';
import type { Database } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { AppError } from '#server/core/errors.ts';
import { withdrawPost } from './withdraw-post.ts';

/**
 * Maximum number of posts withdrawn per request, so that it ends before a slow connection times
 * out.
 */
const POSTS_AT_ONCE = 200;

/**
 * Withdraws all posts of the viewer, each in a transaction of its own. Threads come first: one in
 * which nobody else posted is deleted whole.
 * @returns the keys of pictures no longer used, and whether posts are left for another request.
 */
export async function withdrawAllPosts(
  { prisma, sql }: Database,
  viewer: Viewer,
  now: Date,
  postsAtOnce: number = POSTS_AT_ONCE,
): Promise<{ unusedPictureKeys: string[]; left: boolean }> {
  const posts = await sql(OWN_POSTS, [viewer.id, postsAtOnce + 1]);
  const unusedPictureKeys: string[] = [];
  for (const { id } of posts.slice(0, postsAtOnce)) {
    try {
      const post = await prisma.$transaction((tx) => withdrawPost(tx, viewer, id, now));
      unusedPictureKeys.push(...post.unusedPictureKeys);
    } catch (error) {
      // The post was deleted with its thread, or withdrawn from another device.
      const isGone =
        error instanceof AppError && (error.code === 'withdrawn' || error.code === 'not-found');
      if (!isGone) throw error;
    }
  }
  return { unusedPictureKeys, left: posts.length > postsAtOnce };
}

const OWN_POSTS = statement(
  { id: col.text },
  `
  SELECT id FROM forum_post WHERE member_id = $1 AND withdrawn_on IS NULL
   ORDER BY place, id LIMIT $2::int`,
);
