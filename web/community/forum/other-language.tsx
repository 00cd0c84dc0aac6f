import type { ThreadResponse } from '#shared/community/forum.ts';
import type { Language } from '#shared/core/languages.ts';
import { usePage } from '#web/page-context.ts';
import { useTextLanguage } from '#web/ui/text-language.ts';
import { beginningOf } from './post-text.tsx';

/**
 * Says that a topic is in another language than the page. Where the browser translates on the device, a
 * script adds the button to do so.
 */
export function OtherLanguage({ thread: { title, posts } }: { thread: ThreadResponse }) {
  const { t } = usePage();
  const writtenIn = useTextLanguage();
  const first = posts[0]?.html ?? null;
  const other = writtenIn(title) ?? writtenIn(first === null ? null : beginningOf(first));
  if (other === undefined) return null;
  return <TranslationOffer from={other} say={t.forum.thread.otherLanguage.writtenIn[other]} />;
}

/** Says the language of members' texts on the page, beside the button that the script adds. */
export function TranslationOffer(props: { from: Language; say: string }) {
  const { t, language } = usePage();
  return (
    <p
      className="note"
      data-enhance="translate"
      data-from={props.from}
      data-to={language}
      data-words={JSON.stringify(t.forum.thread.otherLanguage.script)}
    >
      {props.say}
    </p>
  );
}
