import { createContext, use } from 'react';
import {
  MAX_REPLY_SUBJECTS_PER_REQUEST,
  repliesResponse,
  type PublishedReply,
  type RepliesResponse,
} from '#shared/governance/right-of-reply.ts';
import type { Api } from '#web/in-process-api.ts';
import { usePage } from '#web/page-context.ts';
import { ReplyArticle } from './reply-article.tsx';

/** Replies to the subjects of a page, loaded together. */
export const RepliesContext = createContext<readonly PublishedReply[]>([]);

/** Loads replies to subjects, by names such as review/3k9…; makes no request without any. */
export async function loadRepliesTo(
  api: Api,
  subjects: readonly string[],
): Promise<RepliesResponse> {
  if (subjects.length === 0) return { replies: [] };
  const names = subjects.slice(0, MAX_REPLY_SUBJECTS_PER_REQUEST).join(',');
  return api.get(`/api/replies/to?subjects=${encodeURIComponent(names)}`, repliesResponse);
}

/** The replies to one subject, and the link to reply. */
export function RepliesTo({ subject }: { subject: string }) {
  const { t, href } = usePage();
  const replies = use(RepliesContext).filter((reply) => reply.subject === subject);
  return (
    <>
      {replies.length === 0 ? null : (
        <ul className="replies-to">
          {replies.map((reply) => (
            <li key={reply.id}>
              <ReplyArticle reply={reply} />
            </li>
          ))}
        </ul>
      )}
      <p className="reply-link">
        <a href={href('reply', {}, { sujet: subject })} rel="nofollow">
          {t.replies.answerThis}
        </a>
      </p>
    </>
  );
}
