import { REPLY_SUBJECTS, type ReplyTarget } from '#shared/governance/right-of-reply.ts';
import { usePage } from '#web/page-context.ts';
import { Tile } from '#web/ui/tile.tsx';
import { UserText } from '#web/ui/user-text.tsx';
import { replyTargetAddress } from './reply-target-address.ts';

/** What a form answers or disputes, above it: whose page, the text as others read it, a link there. */
export function AnsweredSubject({ target, label }: { target: ReplyTarget; label: string }) {
  const { t, language } = usePage();
  const { about, subject, said } = target;
  return (
    <section className="answered" aria-label={label}>
      <p className="kicker">{label}</p>
      <p className="answered-head">
        <Tile name={about.name} size="small" />
        <a href={replyTargetAddress(language, target)}>
          {subject === null ? about.name : `${t.replies.subjects[kindOf(subject)]}, ${about.name}`}
        </a>
      </p>
      {said === null ? null : (
        <blockquote>
          <UserText text={said} />
        </blockquote>
      )}
    </section>
  );
}

function kindOf(subject: string): (typeof REPLY_SUBJECTS)[number] {
  return REPLY_SUBJECTS.find((kind) => subject.startsWith(`${kind}/`)) ?? 'review';
}
