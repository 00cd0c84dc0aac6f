import type { ThreadResponse } from '#shared/community/forum.ts';
import { MAX_THREAD_TITLE_LENGTH } from '#shared/community/thread-title.ts';
import { usePage } from '#web/page-context.ts';
import { Form, Submit, TextField } from '#web/ui/form.tsx';
import { threadApiPath } from './api-paths.ts';

/** A collapsed form to rename a thread. */
export function RenameThreadForm({ thread }: { thread: ThreadResponse }) {
  const { t, form } = usePage();
  const words = t.forum.thread;
  return (
    <details className="rename" open={form?.form === 'rename'}>
      <summary>{words.rename}</summary>
      <Form
        name="rename"
        action={`${threadApiPath(thread.id)}/rename`}
        initial={{ title: thread.title }}
      >
        <TextField name="title" label={t.forum.write.name} maxLength={MAX_THREAD_TITLE_LENGTH} />
        <Submit label={words.renameSend} />
      </Form>
    </details>
  );
}
