import { plainTextOfPost, shortenAtSpace } from '#shared/community/post-text.ts';

/** The beginning of a post as plain text, from the beginning of its HTML, which may end within a tag. */
export function excerptOf(html: string): string {
  const end = html.lastIndexOf('<');
  const whole = end > html.lastIndexOf('>') ? html.slice(0, end) : html;
  return shortenAtSpace(plainTextOfPost(whole));
}
