import type { ThreadResponse } from '#shared/community/forum.ts';
import { usePage } from '#web/page-context.ts';
import { Form, Submit } from '#web/ui/form.tsx';
import { REPLY_ANCHOR } from './page-addresses.ts';
import { threadApiPath } from './api-paths.ts';
import { FirstPostsNotice, PostFields } from './post-fields.tsx';
import { platformOfSubject, slowModeInWords } from './forum-text.ts';

export function ReplyForm(props: { thread: ThreadResponse; quote: string | null }) {
  const { t, viewer, form } = usePage();
  const { thread, quote } = props;
  const words = t.forum.reply;
  return (
    <section className="section reply" id={REPLY_ANCHOR} aria-labelledby="reply-title">
      <h2 id="reply-title">{words.title}</h2>
      {/* A refused form is always shown, so that no text is lost. */}
      {thread.can.reply || form?.form === 'reply' ? (
        <>
          <FirstPostsNotice bound={thread.firstPosts} />
          {thread.slowSeconds === null ? null : (
            <p className="hint">
              {t.forum.thread.slow({ time: slowModeInWords(thread.slowSeconds, t) })}
            </p>
          )}
          <Form
            name="reply"
            action={`${threadApiPath(thread.id)}/posts`}
            className="form post-form"
            upload
            once
            initial={quote === null ? {} : { text: quote }}
          >
            <PostFields rows={7} platform={platformOfSubject(thread.subject, thread.subjectCard)} />
            {viewer === null ? null : (
              <p className="hint">{words.signed({ who: viewer.pseudonym })}</p>
            )}
            <Submit label={words.send} />
          </Form>
        </>
      ) : (
        <WhyNot thread={thread} />
      )}
    </section>
  );
}

/** Tells why the viewer cannot reply, or what to do first. */
function WhyNot({ thread }: { thread: ThreadResponse }) {
  const { t, viewer, path, href } = usePage();
  const words = t.forum.reply;
  if (thread.closed !== null) return <p>{words.closed}</p>;
  if (viewer !== null) return <p>{words.notNow}</p>;
  return (
    <>
      <p className="buttons">
        <a className="button" href={href('signIn', {}, { next: path })}>
          {words.signIn}
        </a>
      </p>
      <p>
        <a href={href('signUp', {}, { next: path })}>{words.signUp}</a>
      </p>
    </>
  );
}
