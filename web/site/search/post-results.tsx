import { pathTo } from '#shared/core/paths.ts';
import type { FoundPost, TextSegment } from '#shared/site/search.ts';
import { usePage } from '#web/page-context.ts';
import { postPositionAddress } from '#web/community/forum/page-addresses.ts';
import { forumAuthorName } from '#web/community/forum/forum-text.ts';
import { useTextLanguage } from '#web/ui/text-language.ts';

/** Threads and posts, best first: title, place, excerpt, author and time. */
export function PostResults(props: { posts: readonly FoundPost[]; heading: 'h2' | 'h3' }) {
  return (
    <ol className="hits">
      {props.posts.map((post) => (
        <Hit key={post.id} post={post} heading={props.heading} />
      ))}
    </ol>
  );
}

function Hit(props: { post: FoundPost; heading: 'h2' | 'h3' }) {
  const { t, language, format } = usePage();
  const { post, heading: Heading } = props;
  const words = t.search;
  const href =
    post.kind === 'thread'
      ? pathTo(language, 'thread', { id: post.thread })
      : postPositionAddress(language, post.thread, post.place);
  const { pseudonym } = post.author;
  const writtenIn = useTextLanguage();
  return (
    <li>
      <p className="hit-kind">
        {words.kindOf[post.kind]}
        {post.platform === null ? null : ` ${words.about({ platform: post.platform.name })}`}
      </p>
      <Heading>
        <a href={href} lang={writtenIn(textOf(post.title))}>
          <Marked segments={post.title} />
        </a>
      </Heading>
      {post.excerpt.length === 0 ? null : (
        <p className="hit-text" lang={writtenIn(textOf(post.excerpt))}>
          <Marked segments={post.excerpt} />
        </p>
      )}
      <p className="soft">
        {pseudonym === null ? (
          forumAuthorName(post.author, t)
        ) : (
          <a href={pathTo(language, 'member', { pseudonym })}>{pseudonym}</a>
        )}
        {', '}
        <time dateTime={post.postedAt}>
          {words.on({ day: format.day(post.postedAt.slice(0, 10)) })}
        </time>
      </p>
    </li>
  );
}

function textOf(segments: readonly TextSegment[]): string {
  return segments.map(({ text }) => text).join('');
}

function Marked(props: { segments: readonly TextSegment[] }) {
  return props.segments.map(({ text, marked }, index) =>
    // Segments have no key but their index.
    marked ? <mark key={index}>{text}</mark> : text,
  );
}
