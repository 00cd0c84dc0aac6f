import { useId } from 'react';
import type { ThreadResponse } from '#shared/community/forum.ts';
import type { MergeCandidatesResponse } from '#shared/community/moved-posts.ts';
import { MAX_THREAD_TITLE_LENGTH } from '#shared/community/thread-title.ts';
import { usePage } from '#web/page-context.ts';
import { Form, Hidden, Issue, Submit, TextField } from '#web/ui/form.tsx';
import { useAutoFocus, useField } from '#web/ui/field-state.ts';
import { FoldedDecision } from './folded-decision.tsx';
import { MoveReason } from './move-reason.tsx';
import { MERGE_ANCHOR, MERGE_TITLE_PARAMETER } from './page-addresses.ts';

type Props = {
  thread: ThreadResponse;
  /** Threads of the same category or platform, by title. */
  mergeable: MergeCandidatesResponse['threads'];
  action: string;
};

/** Merges the thread into another: one of a list, which a search by title changes, or one by its address. */
export function MergeForm({ thread, mergeable, action }: Props) {
  const { t, query } = usePage();
  const words = t.forum.moved;
  return (
    <FoldedDecision
      id={MERGE_ANCHOR}
      form="move-merge"
      title={words.merge}
      open={query[MERGE_TITLE_PARAMETER] !== undefined}
    >
      <p className="say">{words.mergeSay}</p>
      <FindByTitle thread={thread} />
      <Form name="move-merge" action={action} className="form" once>
        <Hidden name="move" value="merge" />
        {mergeable.length === 0 ? <p>{words.none}</p> : <Candidates threads={mergeable} />}
        <TextField name="to" label={words.orTo} hint={words.orToHint} optional />
        <MoveReason />
        <Submit label={words.merge} />
      </Form>
    </FoldedDecision>
  );
}

function FindByTitle({ thread: { id } }: Pick<Props, 'thread'>) {
  const { t, href, query } = usePage();
  const words = t.forum.moved;
  const fieldId = useId();
  return (
    <form className="form" action={`${href('thread', { id })}#${MERGE_ANCHOR}`}>
      <div className="field">
        <label htmlFor={fieldId}>{words.find}</label>
        <p className="hint" id={`${fieldId}-hint`}>
          {words.findHint}
        </p>
        <input
          id={fieldId}
          type="search"
          name={MERGE_TITLE_PARAMETER}
          defaultValue={query[MERGE_TITLE_PARAMETER]}
          maxLength={MAX_THREAD_TITLE_LENGTH}
          aria-describedby={`${fieldId}-hint`}
        />
      </div>
      <button className="button second">{words.findSend}</button>
    </form>
  );
}

function Candidates({ threads }: { threads: Props['mergeable'] }) {
  const { t, href } = usePage();
  const words = t.forum.moved;
  const id = useId();
  const { value, issue } = useField('chosen');
  const atHand = useAutoFocus('chosen', words.which, id);
  return (
    <fieldset
      id={id}
      className="field choice linked-choice"
      aria-describedby={issue === null ? undefined : `${id}-issue`}
    >
      <legend>{words.which}</legend>
      <div className="options">
        {threads.map((thread, index) => (
          <div key={thread.id}>
            <label>
              <input
                type="radio"
                name="chosen"
                value={thread.id}
                defaultChecked={value === thread.id}
                {...(index === 0 ? atHand : {})}
              />
              <span dir="auto">{thread.title}</span>
            </label>
            <a href={href('thread', { id: thread.id })}>{words.readIt({ title: thread.title })}</a>
          </div>
        ))}
      </div>
      <Issue of={id} text={issue} />
    </fieldset>
  );
}
