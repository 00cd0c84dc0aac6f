import type { RepliesResponse } from '#shared/governance/right-of-reply.ts';
import { usePage } from '#web/page-context.ts';
import { ReplyFactList } from '#web/governance/right-of-reply/reply-article.tsx';

/** A platform's latest statements about itself, beside members' facts; nothing without any. */
export function PlatformStatements({ replies: { replies } }: { replies: RepliesResponse }) {
  const { t, format } = usePage();
  const latest = replies.find(({ domain, facts }) => domain !== null && facts !== null);
  if (latest === undefined) return null;
  const { domain, publishedOn } = latest;
  return (
    <section aria-labelledby="according">
      <h3 id="according">{t.replies.according}</h3>
      <ReplyFactList reply={latest} />
      <p className="note">
        {t.replies.accordingSay({ domain: domain ?? '', day: format.day(publishedOn) })}
      </p>
    </section>
  );
}
