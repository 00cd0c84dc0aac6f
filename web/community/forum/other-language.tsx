import type { ThreadResponse } from '#shared/community/forum.ts';
import { usePage } from '#web/page-context.ts';
import { useTextLanguage } from '#web/ui/text-language.ts';
import { beginningOf } from './post-text.tsx';

/**
 * Says that a topic is in another language than the page. Where the browser translates on the device, a
 * script adds the button to do so.
 */
export function OtherLanguage({ thread: { title, posts } }: { thread: ThreadResponse }) {
  const { t, language } = usePage();
  const writtenIn = useTextLanguage();
  const words = t.forum.thread.otherLanguage;
  const first = posts[0]?.html ?? null;
  const other = writtenIn(title) ?? writtenIn(first === null ? null : beginningOf(first));
  if (other === undefined) return null;
  return (
    <p
      className="note"
      data-enhance="translate"
      data-from={other}
      data-to={language}
      data-words={JSON.stringify(words.script)}
    >
      {words.writtenIn[other]}
    </p>
  );
}
