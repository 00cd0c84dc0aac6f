import type { ForumPost, ThreadResponse } from '#shared/community/forum.ts';
import { usePage } from '#web/page-context.ts';
import { Face } from '#web/ui/face.tsx';
import { Form, Hidden, Submit } from '#web/ui/form.tsx';
import { Icon } from '#web/ui/icon.tsx';
import { forumAuthorName } from './forum-text.ts';
import { NotALawyer } from './not-a-lawyer.tsx';
import { postPositionAddress } from './page-addresses.ts';
import { threadApiPath } from './api-paths.ts';

/** Below the title: the post that helped who asked, in two lines that lead to it. */
export function SolutionSummary({ thread: { id, solved, category } }: { thread: ThreadResponse }) {
  const { t, language } = usePage();
  if (solved === null) return null;
  return (
    <a className="solution" href={postPositionAddress(language, id, solved.place)}>
      <b className="kicker">
        <Icon name="check" /> {t.forum.thread.solved}
      </b>
      <span className="solution-words">
        <Face pseudonym={forumAuthorName(solved.author, t)} />
        <span className="excerpt">{solved.excerpt}</span>
      </span>
      <NotALawyer category={category} />
    </a>
  );
}

/** For who asked: says that a post helped, or takes it back. */
export function SolutionForm({ post, thread }: { post: ForumPost; thread: ThreadResponse }) {
  const { t } = usePage();
  const words = t.forum.post;
  const isSolution = thread.solved?.id === post.id;
  if (!thread.can.solve || post.place === 1 || post.html === null || post.hiding !== null)
    return null;
  return (
    <Form
      name={`solution-${post.place}`}
      action={`${threadApiPath(thread.id)}/solution`}
      className="solve"
      once
    >
      {isSolution ? null : <Hidden name="post" value={post.id} />}
      <Submit quiet label={isSolution ? words.unsolve : words.solve} />
    </Form>
  );
}
