import type { ThreadResponse } from '#shared/community/forum.ts';
import type { MergeCandidatesResponse } from '#shared/community/moved-posts.ts';
import { MAX_THREAD_TITLE_LENGTH } from '#shared/community/thread-title.ts';
import { usePage } from '#web/page-context.ts';
import { Form, Hidden, Issue, Submit, TextField } from '#web/ui/form.tsx';
import { useAutoFocus, useField } from '#web/ui/field-state.ts';
import { threadApiPath } from './api-paths.ts';
import { FoldedDecision } from './folded-decision.tsx';
import { MergeForm } from './merge-form.tsx';
import { MoveReason } from './move-reason.tsx';

/** Name and HTML id of the form to which the boxes beside the posts belong. */
const MOVE_POSTS = 'move-posts';

/** For moderators: merge the thread into another, move posts that are ticked above, move posts back. */
export function MoveForms(props: {
  thread: ThreadResponse;
  mergeable: MergeCandidatesResponse['threads'];
}) {
  const { t } = usePage();
  const words = t.forum.moved;
  const { thread } = props;
  const action = `${threadApiPath(thread.id)}/moves`;
  return (
    <>
      <MergeForm action={action} {...props} />
      <FoldedDecision form={MOVE_POSTS} title={words.posts}>
        <Form id={MOVE_POSTS} name={MOVE_POSTS} action={action} className="form" once>
          <ChosenPosts />
          <Hidden name="move" value="posts" />
          <TextField name="to" label={words.to} hint={words.toHint} optional />
          <TextField
            name="title"
            label={words.title}
            hint={words.titleHint}
            maxLength={MAX_THREAD_TITLE_LENGTH}
            optional
          />
          <MoveReason />
          <Submit label={words.posts} />
        </Form>
      </FoldedDecision>
      {thread.movedHere.map(({ id, from }) =>
        from === null ? null : (
          <FoldedDecision
            key={id}
            form={`move-undo-${id}`}
            title={words.undo({ from: from.title })}
          >
            <Form name={`move-undo-${id}`} action={action} className="form" once>
              <Hidden name="move" value="undo" />
              <Hidden name="undone" value={id} />
              <MoveReason />
              <Submit label={words.undoSend} />
            </Form>
          </FoldedDecision>
        ),
      )}
    </>
  );
}

/** What the boxes beside the posts are for, and why those that were ticked are refused. */
function ChosenPosts() {
  const words = usePage().t.forum.moved;
  const { issue } = useField('posts');
  const atHand = useAutoFocus('posts', words.choose, 'moved-posts');
  return (
    <div id="moved-posts" className="field" tabIndex={-1} {...atHand}>
      <p className="say">{words.postsSay}</p>
      <Issue of="moved-posts" text={issue} />
    </div>
  );
}

/** Beside a post, for moderators: a box that chooses it to be moved. */
export function ChoosePost({ id, place }: { id: string; place: number }) {
  const { t, form } = usePage();
  const chosen = form?.form === MOVE_POSTS ? (form.values['posts'] ?? '').split(',') : [];
  return (
    <label className="choose-post">
      <input
        type="checkbox"
        name="posts"
        value={id}
        form={MOVE_POSTS}
        defaultChecked={chosen.includes(id)}
        aria-label={t.forum.moved.chooseOne({ place })}
      />
      <span>{t.forum.moved.choose}</span>
    </label>
  );
}
