import { MAX_POST_LENGTH, type FirstPostLimits } from '#shared/community/forum.ts';
import { use } from 'react';
import { usePage } from '#web/page-context.ts';
import { ExactDetailsWarning } from '#web/evidence/attribution/exact-details-warning.tsx';
import { PictureField } from '#web/evidence/payouts/picture-field.tsx';
import { RedactionReview } from '#web/media/pictures/redaction-review.tsx';
import { PostScriptPlaceholder } from './post-script-placeholder.tsx';
import { FormContext, useFilled } from '#web/ui/field-state.ts';
import { TextArea } from '#web/ui/form.tsx';

/** The text, and a collapsed picture field. */
export function PostFields(props: {
  rows: number;
  /** The name of the thread's platform, which is not redacted. */
  platform?: string | undefined;
  /** The text replaces an existing one. */
  edits?: boolean;
  /** The post has the maximum of pictures already. */
  noPicture?: boolean;
}) {
  const { t } = usePage();
  const words = t.forum.reply;
  const { state } = use(FormContext);
  // A word in it was asked about: sent again as it is, it is published.
  const asked = state?.fields['text']?.code === 'watched-word' || state?.values['asked'] === 'on';
  const filled = useFilled(['screenshot', '_image', '_found']);
  return (
    <>
      <RedactionReview />
      <TextArea
        name="text"
        label={words.text}
        hint={words.textHint}
        rows={props.rows}
        maxLength={MAX_POST_LENGTH}
        placeholder=" "
      />
      {asked ? <input type="hidden" name="asked" value="on" /> : null}
      <ExactDetailsWarning />
      <PostScriptPlaceholder edits={props.edits === true} />
      {props.noPicture === true ? null : (
        <details open={filled}>
          <summary>{words.picture}</summary>
          <PictureField keep={props.platform ?? ''} />
        </details>
      )}
    </>
  );
}

/** The limits of a young account, shown before she writes. */
export function FirstPostsNotice({ bound }: { bound: FirstPostLimits | null }) {
  const words = usePage().t.forum.reply;
  if (bound === null) return null;
  return (
    <div className="aside">
      <p>
        {words.firstPosts({ left: bound.left, aDay: bound.aDay })}{' '}
        {words.firstLinks({ links: bound.links })}
      </p>
      <p className="note">{words.firstWhy}</p>
    </div>
  );
}
