import type { ThreadResponse } from '#shared/community/forum.ts';
import { MAX_SOURCES_LENGTH } from '#shared/community/guides.ts';
import { MAX_REASON_LENGTH } from '#shared/core/moderation-decisions.ts';
import { usePage } from '#web/page-context.ts';
import { Form, Submit, TextArea, TextField } from '#web/ui/form.tsx';
import { threadApiPath } from './api-paths.ts';

/** For the author, collapsed: proposes her topic as a guide; nothing for one that was read lately. */
export function GuideProposalForm({ thread }: { thread: ThreadResponse }) {
  const { t, form } = usePage();
  const words = t.forum.thread.guide;
  const { decisions, sources } = t.forum.moderate;
  const isRefused = form?.form === 'guide';
  const isFresh = thread.guide !== null && !thread.guide.old;
  // A refused form is always shown, so that no text is lost.
  if (!isRefused && (!thread.can.proposeGuide || isFresh)) return null;
  return (
    <details className="rename" open={isRefused}>
      <summary>{decisions.guide}</summary>
      <p className="say">{words.propose}</p>
      <Form name="guide" action={`${threadApiPath(thread.id)}/guide`} once>
        <TextField
          name="reason"
          label={words.why}
          hint={words.whyHint}
          maxLength={MAX_REASON_LENGTH}
        />
        <TextArea
          name="sources"
          label={sources}
          hint={words.sourcesHint}
          rows={3}
          maxLength={MAX_SOURCES_LENGTH}
        />
        <Submit label={decisions.guide} />
      </Form>
    </details>
  );
}
