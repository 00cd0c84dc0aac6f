import { dateToDay, type Database } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import type { OwnForumData } from '#shared/community/forum-personal-data.ts';

export async function findOwnForumData(
  { prisma, sql }: Database,
  memberId: string,
): Promise<OwnForumData> {
  const where = { memberId };
  // As she wrote them, also where a decision covers words.
  const covers = new Map(
    (await sql(COVERS, [memberId])).map(({ post, ...cover }) => [post, cover] as const),
  );
  const [threads, posts, reads, decisions] = await prisma.$transaction([
    prisma.forumThread.findMany({
      where,
      orderBy: { startedAt: 'asc' },
      include: { category: { select: { slug: true } } },
    }),
    prisma.forumPost.findMany({
      where,
      orderBy: { postedAt: 'asc' },
      include: {
        versions: { orderBy: { number: 'asc' } },
        pictures: { orderBy: [{ place: 'asc' }, { id: 'asc' }], select: { key: true } },
      },
    }),
    prisma.forumRead.findMany({ where }),
    prisma.threadDecision.findMany({ where }),
  ]);
  return {
    threads: threads.map(({ id, title, category, startedAt }) => ({
      id,
      title,
      category: category.slug,
      startedAt: startedAt.toISOString(),
    })),
    posts: posts.map(({ id, threadId, place, postedAt, editedAt, text, pictures, versions }) => ({
      id,
      thread: threadId,
      place,
      postedAt: postedAt.toISOString(),
      editedAt: editedAt?.toISOString() ?? null,
      text: covers.get(id)?.text ?? text,
      pictures: pictures.map(({ key }) => key),
      versions: versions.map((version) => ({
        ...version,
        text: covers.get(id)?.versions[version.number] ?? version.text,
        replacedAt: version.replacedAt.toISOString(),
      })),
    })),
    reads: reads.map(({ threadId, place, readAt, postedAt }) => ({
      thread: threadId,
      place,
      readAt: readAt.toISOString(),
      postedAt: postedAt?.toISOString() ?? null,
    })),
    decisions: decisions.map((decision) => ({
      ...decision,
      thread: decision.threadId,
      decidedOn: dateToDay(decision.decidedOn),
    })),
  };
}

const COVERS = statement(
  { post: col.text, text: col.text, versions: col.json<Record<string, string>>() },
  `SELECT p.id AS post, c.text, c.versions FROM forum_post p
     JOIN text_cover c ON c.subject = 'post/' || p.id
    WHERE p.member_id = $1 AND p.covered_by IS NOT NULL`,
);
