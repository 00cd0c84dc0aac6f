import { FLAG_REASONS, flagReasonCode } from '#shared/governance/cases.ts';
import type { PostBatchResponse, PostOfBatch } from '#shared/governance/post-batches.ts';
import { usePage } from '#web/page-context.ts';
import { Checkbox, Form, Issue, Submit } from '#web/ui/form.tsx';
import { useAutoFocus, useField } from '#web/ui/field-state.ts';
import { CaseWordsFields } from './case-forms.tsx';
import type { WordsBefore } from './words-before.ts';

/**
 * The form that proposes to hide several posts of one author and day; those alike the first are ticked.
 * After another author's posts that broke the same rule it begins with what was written there.
 */
export function PostBatchForm(props: { batch: PostBatchResponse; before: WordsBefore | null }) {
  const { batch } = props;
  const { t } = usePage();
  const words = t.moderation.batch;
  const reason = flagReasonCode.safeParse(batch.reason);
  const rule = reason.success ? FLAG_REASONS[reason.data] : 'R5';
  const before = props.before?.rule === rule ? props.before : null;
  const alike = batch.posts.filter((post) => post.alike).map(({ id }) => id);
  return (
    <Form
      name="batch"
      action={`/api/moderation/cases/${batch.case}/batch`}
      once
      initial={{
        rule,
        facts: before?.facts ?? t.moderation.templates[rule],
        reason: before?.reason ?? '',
        posts: alike.join(','),
      }}
    >
      <Posts posts={batch.posts} />
      {before === null ? null : <p className="note">{t.moderation.case.likeSay}</p>}
      <CaseWordsFields />
      {batch.can.pause ? (
        <>
          <Checkbox name="pause" label={words.pause} />
          <p className="hint">{t.moderation.pause.public}</p>
        </>
      ) : null}
      <Submit label={batch.can.alone ? words.decide : words.send} />
    </Form>
  );
}

function Posts({ posts }: { posts: PostBatchResponse['posts'] }) {
  const { t, href } = usePage();
  const words = t.moderation.batch;
  const { value, issue } = useField('posts');
  const atHand = useAutoFocus('posts', words.label, 'posts-of-day');
  const ticked = value.split(',');
  return (
    <fieldset
      id="posts-of-day"
      className="field choice linked-choice posts-of-day"
      aria-describedby={issue === null ? undefined : 'posts-of-day-issue'}
    >
      <legend>{words.label}</legend>
      <p className="hint">{words.hint}</p>
      <div className="options">
        {posts.map((post, index) => (
          <div key={post.id}>
            <label>
              <input
                type="checkbox"
                name="posts"
                value={post.id}
                defaultChecked={ticked.includes(post.id)}
                {...(index === 0 ? atHand : {})}
              />
              <span>
                <span className="told" dir="auto">
                  {post.text}
                </span>
                <WhereAndWhen post={post} />
              </span>
            </label>
            <a href={href('forumPost', { id: post.id })}>{t.moderation.case.place}</a>
          </div>
        ))}
      </div>
      <Issue of="posts-of-day" text={issue} />
    </fieldset>
  );
}

/** The topic and the moment of a post, and whether somebody reported it. */
export function WhereAndWhen({ post }: { post: PostOfBatch }) {
  const { t, format } = usePage();
  const words = t.moderation.batch;
  return (
    <small className="soft">
      {words.in({ thread: post.thread })} · {format.moment(post.at)}
      {post.flagged ? ` · ${words.flagged}` : null}
    </small>
  );
}
