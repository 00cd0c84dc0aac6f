import { usePage } from '#web/page-context.ts';

/**
 * Placeholder in a post's form for scripts: drafts, sending state, and for members the preview. Empty
 * without a script.
 * `edits`: the text replaces another.
 */
export function PostScriptPlaceholder({ edits = false }: { edits?: boolean }) {
  const { t, viewer } = usePage();
  return (
    <div
      className="post-tools"
      data-enhance={viewer === null ? 'draft post-state' : 'preview draft post-state'}
      data-mark={viewer?.mark ?? 'visitor'}
      data-edits={edits ? '' : undefined}
      data-words={JSON.stringify(t.writing.script)}
    />
  );
}

/** Placeholder above a thread's posts for scripts: quoting in place, and keyboard shortcuts. */
export function ThreadScriptPlaceholder() {
  const { t, viewer } = usePage();
  return (
    <div
      className="post-tools"
      data-enhance={viewer === null ? 'keys' : 'quote keys'}
      data-words={JSON.stringify(t.writing.script)}
    />
  );
}
