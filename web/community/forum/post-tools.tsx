import type { ReactNode } from 'react';
import { usePage } from '#web/context.ts';

/**
 * Stands in the form of a post, below its text: where scripts keep a draft, show a preview and say
 * how sending goes. Without a script it is empty. `edits` says that the text replaces another.
 */
export function PostTools({ edits = false }: { edits?: boolean }): ReactNode {
  const { t, viewer } = usePage();
  if (viewer === null) return null;
  return (
    <div
      className="post-tools"
      data-enhance="preview draft post-state"
      data-mark={viewer.mark}
      data-edits={edits ? '' : undefined}
      data-words={JSON.stringify(t.writing.script)}
    />
  );
}

/** Stands above the posts of a thread: from there a script quotes without a load and hears keys. */
export function ThreadTools(): ReactNode {
  const { t, viewer } = usePage();
  return (
    <div
      className="post-tools"
      data-enhance={viewer === null ? 'keys' : 'quote keys'}
      data-words={JSON.stringify(t.writing.script)}
    />
  );
}
