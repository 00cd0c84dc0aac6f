import type { ReactNode } from 'react';

/**
 * The text of a post: HTML that the server made out of a short list of tags and keeps. The one
 * place where stored HTML reaches a page.
 */
export function PostText({ html }: { html: string }): ReactNode {
  return <div className="post-text" dangerouslySetInnerHTML={{ __html: html }} />;
}
