import { usePage } from '#web/page-context.ts';
import { useTextLanguage } from './text-language.ts';

/** "in French" beside a member's text in another language than the page; nothing where it is the same. */
export function LanguageMark({ text }: { text: string | null }) {
  const { t, language } = usePage();
  const other = useTextLanguage()(text);
  if (other === undefined) return null;
  return (
    <>
      {' '}
      <small className="soft" lang={language}>
        ({t.common.writtenIn[other]})
      </small>
    </>
  );
}
