import type { ReactNode } from 'react';
import { useWrittenIn } from '#web/ui/written-in.ts';

/** More than what its language is told by, with the tags in between. */
const BEGINNING = 800;

/**
 * The text of a post: HTML that the server made out of a short list of tags and keeps. The one
 * place where stored HTML reaches a page.
 */
export function PostText({ html }: { html: string }): ReactNode {
  const writtenIn = useWrittenIn();
  const text = html.slice(0, BEGINNING).replaceAll(/<[^>]*>?/g, ' ');
  return (
    <div className="post-text" lang={writtenIn(text)} dangerouslySetInnerHTML={{ __html: html }} />
  );
}
