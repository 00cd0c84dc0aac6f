import type { RepliesResponse } from '#shared/governance/right-of-reply.ts';
import { usePage } from '#web/page-context.ts';
import { Section } from '#web/ui/section.tsx';
import { ReplyArticle } from './reply-article.tsx';

/** Replies of the platform or client of the page, labelled as such, and the link to reply. */
export function PageReplies(props: {
  replies: RepliesResponse;
  about: { readonly plateforme: string } | { readonly client: string };
}) {
  const { t, href } = usePage();
  const words = t.replies;
  const { replies } = props.replies;
  return (
    <Section id="replies" title={words.section} say={words.say}>
      {replies.length === 0 ? null : (
        <ul className="reviews">
          {replies.map((reply) => (
            <li key={reply.id}>
              <ReplyArticle reply={reply} />
            </li>
          ))}
        </ul>
      )}
      <p>
        <a className="button second small" href={href('reply', {}, props.about)} rel="nofollow">
          {words.invite}
        </a>
      </p>
    </Section>
  );
}
