import { WANTS_PICTURE } from '#shared/media/picture-forms.ts';
import type { FirstPostLimits, ThreadResponse } from '#shared/community/forum.ts';
import type { ChallengeResponse } from '#shared/identity/accounts.ts';
import { FormWithAccount, SubmitWithAccount } from '#web/identity/accounts/form-with-account.tsx';
import { OwnValues } from '#web/own-parts.tsx';
import { usePage } from '#web/page-context.ts';
import type { PageContext } from '#web/page.ts';
import { REPLY_ANCHOR } from './page-addresses.ts';
import { threadApiPath } from './api-paths.ts';
import { PausedNotice } from './paused-notice.tsx';
import { FirstPostsNotice, PostFields } from './post-fields.tsx';
import { platformOfSubject, slowModeInWords } from './forum-text.ts';

/**
 * The reply below a thread. The field of a picture, with all that covers it on the device, comes with
 * the page of the refused form, and so does a visitor's proof of work: hers is the same for all.
 */
export function ReplyForm(props: {
  thread: ThreadResponse;
  quote: string | null;
  /** The rate-limit challenge of a visitor's refused form; else null. */
  challenge: ChallengeResponse | null;
}) {
  const { t, viewer, form } = usePage();
  const { thread, quote } = props;
  const words = t.forum.reply;
  const withoutPicture = form?.form !== 'reply';
  const forAll = viewer === null && withoutPicture;
  return (
    <section className="section reply" id={REPLY_ANCHOR} aria-labelledby="reply-title">
      <h2 id="reply-title">{words.title}</h2>
      {/* A refused form is always shown, so that no text is lost. */}
      {thread.can.reply || form?.form === 'reply' ? (
        <>
          {viewer === null ? null : (
            <>
              <PausedNotice paused={thread.paused} />
              <FirstPosts bound={thread.paused === null ? thread.firstPosts : null} />
            </>
          )}
          {thread.slowSeconds === null ? null : (
            <p className="hint">
              {t.forum.thread.slow({ time: slowModeInWords(thread.slowSeconds, t) })}
            </p>
          )}
          <FormWithAccount
            challenge={props.challenge}
            name="reply"
            action={`${threadApiPath(thread.id)}/posts`}
            className="form post-form"
            upload
            once={forAll ? 'script' : true}
            waits={withoutPicture}
            initial={quote === null ? {} : { text: quote }}
          >
            <PostFields
              rows={7}
              platform={platformOfSubject(thread.subject, thread.subjectCard)}
              noPicture={withoutPicture}
            />
            {viewer === null ? (
              <p className="hint">{words.newcomer}</p>
            ) : (
              <p className="hint">{words.signed({ who: viewer.pseudonym })}</p>
            )}
            <SubmitWithAccount label={words.send} />
            {/* Last, since the first button is the one that Enter presses. */}
            {withoutPicture ? (
              <button type="submit" className="quiet" name={WANTS_PICTURE} value="yes">
                {words.picture}
              </button>
            ) : null}
          </FormWithAccount>
        </>
      ) : (
        <WhyNot thread={thread} />
      )}
    </section>
  );
}

function FirstPosts({ bound }: { bound: FirstPostLimits | null }) {
  const from = ({ inserted }: PageContext) => {
    // Who is paused cannot use what is left.
    const inserts = inserted?.paused == null ? (inserted?.firstPosts ?? null) : null;
    const shown = inserted === null ? bound : inserts;
    return shown === null ? null : { bound: shown };
  };
  return <OwnValues of={FirstPostsNotice} from={from} />;
}

/** Tells why nobody, or not the viewer, can reply. */
function WhyNot({ thread }: { thread: ThreadResponse }) {
  const words = usePage().t.forum.reply;
  return <p>{thread.closed === null ? words.notNow : words.closed}</p>;
}
