import type { MemberResponse } from '#shared/identity/members.ts';
import { usePage } from '#web/page-context.ts';
import { ReceiptsLink } from '#web/transparency-log/receipts-link.tsx';
import { Icon } from '#web/ui/icon.tsx';
import { Section } from '#web/ui/section.tsx';
import { useTextLanguage } from '#web/ui/text-language.ts';

/** A member's threads, latest first. */
export function MemberThreads({ member }: { member: MemberResponse }) {
  const { t, format, href } = usePage();
  const words = t.messages.member;
  const writtenIn = useTextLanguage();
  return (
    <Section title={words.threads} id="threads">
      {member.latestThreads.length === 0 ? <p>{words.noThreads}</p> : null}
      <ol className="rows two even">
        {member.latestThreads.map(({ id, title, startedAt, posts }) => (
          <li key={id}>
            <a href={href('thread', { id })}>
              <span className="row-words">
                <b dir="auto" lang={writtenIn(title)}>
                  {title}
                </b>
                <small>
                  <time dateTime={startedAt}>{format.day(startedAt.slice(0, 10))}</time> ·{' '}
                  {words.postsInThread({ count: posts })}
                </small>
              </span>
              <Icon name="next" />
            </a>
          </li>
        ))}
      </ol>
      <More member={member} name="threads" next={member.nextThreads} />
    </Section>
  );
}

/** A member's posts, latest first, as excerpts; her own with receipts. */
export function MemberPosts({ member }: { member: MemberResponse }) {
  const { t, format, href } = usePage();
  const words = t.messages.member;
  const writtenIn = useTextLanguage();
  const own = member.viewer?.self === true;
  return (
    <Section title={words.posts} id="posts">
      {member.latestPosts.length === 0 ? <p>{words.noPosts}</p> : null}
      <ol className="rows two even">
        {member.latestPosts.map(({ id, thread, postedAt, excerpt }) => (
          <li key={id}>
            <a href={href('forumPost', { id })}>
              <span className="row-words">
                <b dir="auto" lang={writtenIn(thread.title)}>
                  {thread.title}
                </b>
                <span className="excerpt" dir="auto" lang={writtenIn(excerpt)}>
                  {excerpt}
                </span>
                <small>
                  <time dateTime={postedAt}>{format.day(postedAt.slice(0, 10))}</time>
                </small>
              </span>
              <Icon name="next" />
            </a>
            {own ? (
              <div className="mine-acts">
                <ReceiptsLink subject={`post/${id}`} />
              </div>
            ) : null}
          </li>
        ))}
      </ol>
      <More member={member} name="posts" next={member.nextPosts} />
    </Section>
  );
}

/** Link to the next page of one list; the other stays where it is. */
function More(props: { member: MemberResponse; name: 'posts' | 'threads'; next: string | null }) {
  const { t, href, query } = usePage();
  const words = t.messages.member;
  const { pseudonym } = props.member;
  const address = (cursor: string | undefined): string => {
    const kept = { posts: query['posts'], threads: query['threads'], [props.name]: cursor };
    return `${href('member', { pseudonym }, kept)}#${props.name}`;
  };
  return (
    <p className="links">
      {query[props.name] === undefined ? null : <a href={address(undefined)}>{words.newest}</a>}
      {props.next === null ? null : (
        <a rel="next" href={address(props.next)}>
          {words.older}
        </a>
      )}
    </p>
  );
}
