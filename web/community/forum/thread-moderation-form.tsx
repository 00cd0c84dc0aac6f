import type { ReactNode } from 'react';
import type { ForumResponse, ThreadResponse } from '#shared/community/forum.ts';
import {
  THREAD_CLOSING_RULES,
  SLOW_MODE_SECONDS,
  type ThreadDecisionInput,
} from '#shared/community/thread-decisions.ts';
import type { MergeCandidatesResponse } from '#shared/community/moved-posts.ts';
import { MAX_SOURCES_LENGTH } from '#shared/community/guides.ts';
import { MAX_THREAD_TITLE_LENGTH } from '#shared/community/thread-title.ts';
import { usePage } from '#web/page-context.ts';
import { Form, Hidden, Select, Submit, TextArea, TextField } from '#web/ui/form.tsx';
import { MAX_REASON_LENGTH } from '#shared/core/moderation-decisions.ts';
import { FoldedDecision } from './folded-decision.tsx';
import { MoveForms } from './move-forms.tsx';
import { threadApiPath } from './api-paths.ts';
import { MERGE_TITLE_PARAMETER } from './page-addresses.ts';
import { categoryName, slowModeInWords } from './forum-text.ts';

type Decision = ThreadDecisionInput['decision'];

/** For moderators, collapsed: pin, close, move, slow down, rename; each with a reason. */
export function ThreadModerationForm(props: {
  thread: ThreadResponse;
  categories: ForumResponse['categories'];
  mergeable: MergeCandidatesResponse['threads'];
}) {
  const { t, language, form, query } = usePage();
  const words = t.forum.moderate;
  const { thread, categories } = props;
  const decide = (decision: Decision, field?: ReactNode) => (
    <FoldedDecision form={`decide-${decision}`} title={words.decisions[decision]}>
      <Form
        name={`decide-${decision}`}
        action={`${threadApiPath(thread.id)}/decisions`}
        className="form"
        once
      >
        <Hidden name="decision" value={decision} />
        {field}
        <TextField
          name="reason"
          label={words.reason}
          hint={words.reasonHint}
          maxLength={MAX_REASON_LENGTH}
        />
        <Submit label={words.decisions[decision]} />
      </Form>
    </FoldedDecision>
  );
  return (
    <details
      className="moderation"
      open={/^(decide|move)-/.test(form?.form ?? '') || query[MERGE_TITLE_PARAMETER] !== undefined}
    >
      <summary>{words.title}</summary>
      <p className="say">{words.say}</p>
      <div className="decisions">
        {decide(thread.pinned ? 'unpin' : 'pin')}
        {thread.closed === null
          ? decide(
              'close',
              <Select
                name="rule"
                label={words.rule}
                empty={words.choose}
                options={THREAD_CLOSING_RULES.map((rule) => ({
                  value: rule,
                  label: words.rules[rule],
                }))}
              />,
            )
          : decide('reopen')}
        {decide(
          'move',
          <Select
            name="category"
            label={words.category}
            empty={words.choose}
            options={categories
              .filter(({ slug }) => slug !== thread.category.slug)
              .map((category) => ({
                value: category.slug,
                label: categoryName(category, language),
              }))}
          />,
        )}
        {decide(
          'slow',
          <Select
            name="seconds"
            label={words.seconds}
            empty={words.noSlow}
            optional
            options={SLOW_MODE_SECONDS.map((seconds) => ({
              value: String(seconds),
              label: slowModeInWords(seconds, t),
            }))}
          />,
        )}
        {decide(
          'rename',
          <TextField name="title" label={words.newTitle} maxLength={MAX_THREAD_TITLE_LENGTH} />,
        )}
        {thread.guideText === null
          ? null
          : decide(
              'guide',
              <>
                <p className="say">{words.guideSay}</p>
                <Hidden name="text" value={thread.guideText} />
                <TextArea
                  name="sources"
                  label={words.sources}
                  hint={words.sourcesHint}
                  rows={3}
                  maxLength={MAX_SOURCES_LENGTH}
                />
              </>,
            )}
        {thread.guide === null ? null : decide('unguide')}
        <MoveForms thread={thread} mergeable={props.mergeable} />
      </div>
    </details>
  );
}
