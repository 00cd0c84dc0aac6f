import type { ReactNode } from 'react';
import { pathTo } from '#shared/paths.ts';
import type { RepliesResponse } from '#shared/replies.ts';
import { usePage } from '#web/context.ts';
import { formatDay } from '#web/format.ts';
import { Section } from '#web/ui/section.tsx';

/** What who is named here replied, labelled as such, and how to reply. */
export function Replies(props: {
  replies: RepliesResponse;
  about: { readonly plateforme: string } | { readonly client: string };
}): ReactNode {
  const { t, language } = usePage();
  const words = t.replies;
  const { replies } = props.replies;
  return (
    <Section id="replies" title={words.section} say={words.say}>
      {replies.length === 0 ? null : (
        <ul className="reviews">
          {replies.map((reply) => (
            <li key={reply.id}>
              <article className="review">
                <p>
                  <b>{words.label(reply.signedAs)}</b>
                </p>
                <p className="told">{reply.text}</p>
                <p className="who">{words.published(formatDay(reply.publishedOn, language))}</p>
              </article>
            </li>
          ))}
        </ul>
      )}
      <p>
        <a href={pathTo(language, 'reply', {}, props.about)} rel="nofollow">
          {words.invite}
        </a>
      </p>
    </Section>
  );
}
