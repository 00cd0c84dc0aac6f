import { usePage } from '#web/page-context.ts';

/**
 * Placeholder in a post's form for scripts: drafts, preview, sending state. Empty without a script.
 * `edits`: the text replaces another.
 */
export function PostScriptPlaceholder({ edits = false }: { edits?: boolean }) {
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
