import { usePage } from '#web/page-context.ts';
import { feedPath } from '#web/site/feeds/feed-path.ts';
import { FollowButton } from '#web/community/inbox/follow-button.tsx';
import { Section } from '#web/ui/section.tsx';

/** Two ways to follow a boycott: with an account, and by feed. Following is not pledging. */
export function FollowBoycott(props: { id: string; following: boolean }) {
  const { t, language } = usePage();
  const words = t.inbox.follow.boycott;
  return (
    <Section id="follow" title={words.title} say={words.say}>
      <div className="thread-follow">
        <FollowButton kind="boycott" subject={props.id} following={props.following} />
        <a href={feedPath('boycott', { id: props.id }, language)} data-turbo="false">
          {t.forum.list.feed}
        </a>
      </div>
    </Section>
  );
}
