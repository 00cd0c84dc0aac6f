import type { ReactNode } from 'react';
import type { ForumPost, ThreadResponse } from '#shared/community/forum.ts';
import { usePage } from '#web/page-context.ts';
import { CoveredWordsNotice } from '#web/governance/case-decisions/covered-words.tsx';
import { HiddenContent } from '#web/governance/case-decisions/hidden-content.tsx';
import { Face } from '#web/ui/face.tsx';
import { forumAuthorName } from './forum-text.ts';
import { PostAuthor } from './post-author.tsx';
import { NotALawyer } from './not-a-lawyer.tsx';
import { LiveCard } from './live-card.tsx';
import { ChoosePost } from './move-forms.tsx';
import { PostActions } from './post-actions.tsx';
import { PostPictures } from './post-pictures.tsx';
import { debateOpeningIn } from './debate-opening.ts';
import { PostText } from './post-text.tsx';
import { Reactions } from './reactions.tsx';
import { RelativeTime } from './relative-time.tsx';

type Shown = {
  post: ForumPost;
  /** The page of the thread that shows the post. */
  page: number;
  /** Posted since the viewer's last visit; `firstNew` marks the first such post, below a line. */
  isNew: boolean;
  firstNew: boolean;
  /** The post the viewer has just written or reacted to. */
  arrived: boolean;
  /** The thread, for what its author may do with the post. */
  thread: ThreadResponse;
};

/** One post: face, name, time and number, then the text. */
export function ForumPostArticle(props: Shown) {
  const { post, thread } = props;
  const { t } = usePage();
  const id = `m${post.place}`;
  const choose =
    thread.can.moderate && post.place > 1 ? <ChoosePost id={post.id} place={post.place} /> : null;
  const helped = props.thread.solved?.id === post.id;
  if (post.hiding !== null) {
    return (
      <li className="post hidden-post" id={id}>
        <Number post={post} />
        {choose}
        <HiddenContent hiding={post.hiding} mine={post.mine}>
          {post.html === null ? null : <Said {...props} html={post.html} />}
        </HiddenContent>
      </li>
    );
  }
  if (post.html === null) return <Tombstone post={post} choose={choose} />;
  if (!post.author.ignored) {
    return (
      <li
        className={['post', ...(props.isNew ? ['unread'] : []), ...(helped ? ['helped'] : [])].join(
          ' ',
        )}
        id={id}
        data-arrive={props.arrived ? '' : undefined}
      >
        {props.firstNew ? <p className="new-since">{t.forum.thread.newHere}</p> : null}
        {helped ? (
          <>
            <p className="kicker">{t.forum.thread.solved}</p>
            <NotALawyer category={props.thread.category} />
          </>
        ) : null}
        <Said {...props} html={post.html} />
        {choose}
      </li>
    );
  }
  return (
    <li className="post ignored" id={id}>
      <details>
        <summary>{t.forum.post.ignored({ place: post.place })}</summary>
        <div className="post">
          <Said {...props} html={post.html} />
        </div>
      </details>
      {choose}
    </li>
  );
}

function Said(props: Shown & { html: string }) {
  const { t, href, language } = usePage();
  const words = t.forum.post;
  const { post, isNew, thread } = props;
  const opensDebate = post.place === 1 && thread.subject?.kind === 'boycott';
  const html = opensDebate ? debateOpeningIn(language, props.html) : props.html;
  return (
    <article aria-label={words.number({ place: post.place })}>
      <header className="post-head">
        <Face pseudonym={forumAuthorName(post.author, t)} />
        <span id={`m${post.place}-author`}>
          <PostAuthor author={post.author} />
        </span>
        <Number post={post} />
        <p className="post-when">
          <RelativeTime moment={post.postedAt} />
          {isNew ? <b className="new">{words.new}</b> : null}
          {post.isFirst ? <b className="welcome">{words.first}</b> : null}
          {post.editedAt === null ? null : (
            <a href={href('postHistory', { id: post.id })}>{words.edited}</a>
          )}
        </p>
      </header>
      <div className="post-body">
        <PostText html={html} />
        <CoveredWordsNotice covering={post.covering} mine={post.mine} />
        {post.cards.map((card) => (
          <LiveCard key={`${card.kind} ${card.key}`} card={card} />
        ))}
        <PostPictures pictures={post.pictures} place={post.place} />
      </div>
      {post.isFirst && post.mine && !isAnswered(post, thread) ? (
        <p className="hint">{t.forum.firstPosts.next}</p>
      ) : null}
      <Reactions post={post} />
      <PostActions {...props} />
    </article>
  );
}

/** Whether somebody else has posted after a post, as far as its page of the thread shows. */
function isAnswered({ place }: ForumPost, { posts, page, pages }: ThreadResponse): boolean {
  return page < pages || posts.some((one) => one.place > place && !one.mine && one.html !== null);
}

/** Placeholder for a withdrawn post, or one missing from the dump. */
function Tombstone({ post, choose }: { post: ForumPost; choose: ReactNode }) {
  const { t } = usePage();
  return (
    <li className="post withdrawn" id={`m${post.place}`}>
      <Number post={post} />
      <p>{post.stayedBehind ? t.forum.post.stayedBehind : t.forum.post.withdrawn}</p>
      {choose}
    </li>
  );
}

/** The number of a post, linked to its short address. */
function Number({ post: { id, place } }: { post: ForumPost }) {
  const { t, href } = usePage();
  return (
    <a
      className="post-number"
      href={href('forumPost', { id })}
      aria-label={t.forum.post.link({ place })}
    >
      {place}
    </a>
  );
}
