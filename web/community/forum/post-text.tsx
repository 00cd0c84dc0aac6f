import { useTextLanguage } from '#web/ui/text-language.ts';

/** Characters of HTML from which the language is detected. */
const BEGINNING = 800;

/**
 * The text of a post: HTML that the server built from an allow-list of tags and stored. The only
 * place where stored HTML reaches a page.
 */
export function PostText({ html }: { html: string }) {
  const writtenIn = useTextLanguage();
  return (
    <div
      className="post-text"
      lang={writtenIn(beginningOf(html))}
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}

/** The beginning of a post's text, long enough to detect its language. */
export function beginningOf(html: string): string {
  return html.slice(0, BEGINNING).replaceAll(/<[^>]*>?/g, ' ');
}
